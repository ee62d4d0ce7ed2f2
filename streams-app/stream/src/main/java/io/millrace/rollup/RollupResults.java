// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.stages.Rollup;
import io.millrace.dlq.RecordTimestamps;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.RollupResult;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Makes records of final results. With transactions it also takes what was aggregated out of the store, in the same transaction; without them it
 * stays until the store forgets it, because after a crash the result may have to be made again.
 */
public final class RollupResults implements Processor<Windowed<byte[]>, byte[], byte[], byte[]> {
    private final Settings settings;
    private ProcessorContext<byte[], byte[]> context;
    private WindowStore<byte[], ValueAndTimestamp<byte[]>> store;

    /**
     * What it is told.
     *
     * @param schemaId registry id of the results' schema
     * @param storeName of the aggregation
     */
    public record Settings(
            String pipeline,
            Rollup rollup,
            int schemaId,
            String storeName,
            boolean transactional,
            PipelineMetrics metrics) {}

    public RollupResults(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        store = context.getStateStore(settings.storeName);
    }

    @Override
    public void process(Record<Windowed<byte[]>, byte[]> record) {
        Windowed<byte[]> key = record.key();
        Rollup rollup = settings.rollup;
        RollupResult result = WindowContent.result(
                settings.pipeline, rollup, key.key(), key.window().start(), record.value());
        context.forward(new Record<>(
                result.id().getBytes(StandardCharsets.UTF_8),
                result.encode(settings.schemaId),
                RecordTimestamps.now(context)));
        settings.metrics.rollupResult(rollup.name());
        if (settings.transactional) {
            store.put(key.key(), null, key.window().start());
        }
    }
}
