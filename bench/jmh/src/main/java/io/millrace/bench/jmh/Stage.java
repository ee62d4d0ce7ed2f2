// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.batch.BatchSink;
import io.millrace.batch.BatchSinks;
import io.millrace.batch.BatchStage;
import io.millrace.batch.BatchStageSettings;
import io.millrace.batch.HeapBudget;
import io.millrace.bench.data.Fill;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.drain.DrainedStore;
import io.millrace.drain.DrainedStores;
import io.millrace.drain.StateRecords;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.Event;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The batch stage of one partition, which takes events of 200 bytes, all of one window. */
final class Stage implements AutoCloseable {
    private static final String STORE = "open-batches";
    private static final int EVENT_BYTES = 200;
    private static final int HEAP_BYTES = 64 * 1024 * 1024;

    private final StageContext<byte[]> context;
    private final DrainedStore store;
    private final BatchStage stage;
    private final Event event = new Event().at(Events.FIRST_TIMESTAMP).with(null, new RecordHeaders());
    private final byte[][] values = Events.avro(EVENT_BYTES);

    Stage(StageContext<byte[]> context, StateRecords records, int eventsPerBatch) {
        this.context = context;
        store = DrainedStores.over(STORE, records);
        context.addStateStore(store);
        stage = new BatchStage(settings(eventsPerBatch));
        stage.init(context, () -> true, Long.MAX_VALUE);
    }

    private static BatchStageSettings settings(int eventsPerBatch) {
        PipelineConfig pipeline = MillraceConfig.of(Map.of(
                        MillraceConfig.PIPELINES,
                        "bench",
                        "pipelines.bench.batch.max.events",
                        Integer.toString(eventsPerBatch),
                        "pipelines.bench.batch.max.bytes",
                        "8000000",
                        "pipelines.bench.window.ms",
                        "3600000"))
                .pipeline("bench");
        return new BatchStageSettings(
                pipeline,
                Uuid.ZERO_UUID,
                "batch",
                STORE,
                new BatchSinks(new BatchSink("batches", Events.BATCH_SCHEMA_ID), Map.of()),
                "dead",
                true,
                new HeapBudget(HEAP_BYTES),
                new PipelineMetrics(new SimpleMeterRegistry(), pipeline.name()));
    }

    /** One event, and its batch if that is full. */
    void process() {
        long offset = context.nextOffset();
        byte[] value = values[(int) (offset % values.length)];
        stage.process(
                offset,
                null,
                null,
                event.from(0, offset).value(value, 0, value.length).framed(Fill.SCHEMA_ID));
    }

    /** What the stage does before a commit. */
    void commit() {
        store.flushCache();
    }

    /** The last batch that was forwarded, or null. */
    Object lastBatch() {
        return context.lastBatch();
    }

    @Override
    public void close() {
        stage.close();
    }
}
