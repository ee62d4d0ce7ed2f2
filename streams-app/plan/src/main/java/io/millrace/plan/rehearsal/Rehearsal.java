// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.rehearsal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.batch.BatchSink;
import io.millrace.batch.BatchSinks;
import io.millrace.batch.BatchStage;
import io.millrace.batch.BatchStageSettings;
import io.millrace.batch.HeapBudget;
import io.millrace.config.PipelineConfig;
import io.millrace.drain.CommitNotes;
import io.millrace.drain.DrainedStore;
import io.millrace.metrics.Metric;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;

/** One partition's traffic led through the batch stage, in virtual time. */
public final class Rehearsal {
    private static final String STORE = "open-batches";
    private static final String SINK = "batches";
    private static final double MILLIS = 1_000;
    private static final int SEED = 20_15;

    private final PipelineConfig pipeline;
    private final Traffic traffic;
    private final TaskLimits limits;
    private final Span span;
    private final Random random = new Random(SEED);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryRecords state = new MemoryRecords();
    private final BatchStage stage;
    private final VirtualTask<byte[]> task;
    private final Event event = new Event();
    private final byte[] value;
    private final byte[] key;
    private double arrival;
    private long offset;
    private long nextCommit;
    private long mostHeap;

    private Rehearsal(PipelineConfig pipeline, Traffic traffic, TaskLimits limits) {
        this.pipeline = pipeline;
        this.traffic = traffic;
        this.limits = limits;
        value = new byte[Math.max(WireFormat.PREFIX_BYTES, traffic.sizes().largest())];
        key = traffic.keyBytes() == 0 ? null : new byte[traffic.keyBytes()];
        PipelineMetrics metrics = new PipelineMetrics(meters, pipeline.name());
        stage = new BatchStage(new BatchStageSettings(
                pipeline,
                Uuid.ZERO_UUID,
                "batch",
                STORE,
                new BatchSinks(new BatchSink(SINK, 1), Map.of()),
                "dead-letters",
                limits.transactional(),
                new HeapBudget(limits.heapBytes()),
                metrics));
        long start = Span.start(pipeline);
        DrainedStore store = new DrainedStore(STORE, state, start, CommitNotes.of(null));
        task = new VirtualTask<>(store, SINK, start);
        stage.init(task, () -> true, -1);
        arrival = start;
        nextCommit = start + limits.commitMs();
        span = Span.of(pipeline, traffic.eventsPerSecond(), task.tickMs(), start);
    }

    public static Rehearsed of(PipelineConfig pipeline, Traffic traffic, TaskLimits limits) {
        return new Rehearsal(pipeline, traffic, limits).run();
    }

    private Rehearsed run() {
        processUntil(span.from());
        Rehearsed before = sums();
        mostHeap = 0;
        processUntil(span.to());
        Rehearsed after = sums();
        stage.close();
        Map<CloseReason, Long> batches = new EnumMap<>(CloseReason.class);
        after.batches()
                .forEach((reason, count) ->
                        batches.put(reason, count - before.batches().get(reason)));
        return new Rehearsed(
                after.seconds() - before.seconds(),
                batches,
                after.events() - before.events(),
                after.batchBytes() - before.batchBytes(),
                after.stateBytes() - before.stateBytes(),
                mostHeap);
    }

    private void processUntil(long time) {
        while (arrival < time) {
            process((long) arrival);
            // Exponential: each event comes by itself. At an even pace they would come in step with the ticks.
            arrival -= Math.log(1 - random.nextDouble()) * MILLIS / traffic.eventsPerSecond();
        }
        passTimeTo(time);
    }

    private void process(long at) {
        passTimeTo(at);
        offset++;
        int bytes = traffic.sizes().next(random);
        event.from(0, offset).recordedAt(at).with(key, new RecordHeaders());
        if (pipeline.format() == PayloadFormat.AVRO) {
            event.value(value, 0, Math.max(bytes, WireFormat.PREFIX_BYTES)).framed(1);
        } else {
            event.value(value, 0, bytes);
        }
        stage.process(offset, group(), null, event.at(at));
    }

    private Bytes group() {
        return traffic.groups() == 0
                ? null
                : Bytes.wrap(ByteBuffer.allocate(Long.BYTES)
                        .putLong(random.nextInt(traffic.groups()))
                        .array());
    }

    private void passTimeTo(long time) {
        while (nextCommit <= time) {
            task.passTimeTo(nextCommit);
            mostHeap = Math.max(mostHeap, (long)
                    meters.get(Metric.BUFFERED_BYTES.meter()).gauge().value());
            task.commit();
            nextCommit += limits.commitMs();
        }
        task.passTimeTo(time);
    }

    private Rehearsed sums() {
        Map<CloseReason, Long> batches = new EnumMap<>(CloseReason.class);
        for (Counter counter : meters.get(Metric.BATCHES.meter()).counters()) {
            batches.put(CloseReason.valueOf(counter.getId().getTag("reason")), (long) counter.count());
        }
        double events = meters.get(Metric.BATCHED_EVENTS.meter()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        return new Rehearsed(
                task.currentSystemTimeMs() / MILLIS,
                batches,
                (long) events,
                task.forwardedBytes(),
                state.writtenBytes(),
                mostHeap);
    }
}
