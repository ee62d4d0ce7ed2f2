// SPDX-License-Identifier: Apache-2.0
package io.millrace.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.DropReason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** The counters and gauges of one pipeline, shared by its tasks. Thread-safe. */
public final class PipelineMetrics {
    private static final double MILLIS = 1_000.0;

    private final LongAdder events = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder forgotten = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final Map<DeadLetterReason, Counter> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private final Map<String, Counter> routed = new HashMap<>();
    private final Map<String, Counter> rollupLate = new HashMap<>();
    private final Map<String, Counter> rollupRefused = new HashMap<>();
    private final Map<String, Counter> rollupResults = new HashMap<>();
    private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);
    private final Map<CloseReason, Counter> batches = new EnumMap<>(CloseReason.class);
    private final Map<CloseReason, Counter> batchedEvents = new EnumMap<>(CloseReason.class);
    private final Map<CloseReason, Counter> batchedBytes = new EnumMap<>(CloseReason.class);
    private final Counter registryRetries;
    private final Map<String, TaskGauges> tasks = new ConcurrentHashMap<>();

    public PipelineMetrics(MeterRegistry registry, String pipeline) {
        this(registry, pipeline, List.of(), List.of());
    }

    /**
     * @param routes the topics that rules name
     * @param rollups the names of rollups
     */
    public PipelineMetrics(MeterRegistry registry, String pipeline, List<String> routes, List<String> rollups) {
        sum(registry, Metric.EVENTS, pipeline, events);
        sum(registry, Metric.LATE, pipeline, late);
        sum(registry, Metric.FORGOTTEN, pipeline, forgotten);
        sum(registry, Metric.MISSED, pipeline, missed);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            if (!reason.isOfASink()) {
                deadLetters.put(reason, counter(registry, Metric.DEAD_LETTERS, pipeline, reason.name()));
            }
        }
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, counter(registry, Metric.DROPPED, pipeline, reason.name()));
        }
        for (String rollup : rollups) {
            rollupLate.put(rollup, ofRollup(registry, Metric.ROLLUP_LATE, pipeline, rollup));
            rollupRefused.put(rollup, ofRollup(registry, Metric.ROLLUP_REFUSED, pipeline, rollup));
            rollupResults.put(rollup, ofRollup(registry, Metric.ROLLUP_RESULTS, pipeline, rollup));
        }
        for (String topic : routes) {
            routed.put(
                    topic,
                    Counter.builder(Metric.ROUTED.meter())
                            .tags("pipeline", pipeline, "topic", topic)
                            .register(registry));
        }
        for (CloseReason reason : CloseReason.values()) {
            batches.put(reason, counter(registry, Metric.BATCHES, pipeline, reason.name()));
            batchedEvents.put(reason, counter(registry, Metric.BATCHED_EVENTS, pipeline, reason.name()));
            batchedBytes.put(reason, counter(registry, Metric.BATCHED_BYTES, pipeline, reason.name()));
        }
        registryRetries = Counter.builder(Metric.REGISTRY_RETRIES.meter())
                .tags("pipeline", pipeline)
                .register(registry);
        gauge(registry, Metric.OPEN_BATCHES, pipeline, m -> m.sum(TaskGauges::openBatches));
        gauge(registry, Metric.BUFFERED_BYTES, pipeline, m -> m.sum(TaskGauges::bufferedBytes));
        gauge(registry, Metric.WATERMARK_LAG, pipeline, m -> m.secondsSinceOldest(TaskGauges::watermark));
        gauge(registry, Metric.OLDEST_OPEN, pipeline, PipelineMetrics::oldestOpenSeconds);
    }

    private static void sum(MeterRegistry registry, Metric metric, String pipeline, LongAdder value) {
        FunctionCounter.builder(metric.meter(), value, LongAdder::sum)
                .tags("pipeline", pipeline)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, Metric metric, String pipeline, String reason) {
        return Counter.builder(metric.meter())
                .tags("pipeline", pipeline, "reason", reason)
                .register(registry);
    }

    private static Counter ofRollup(MeterRegistry registry, Metric metric, String pipeline, String rollup) {
        return Counter.builder(metric.meter())
                .tags("pipeline", pipeline, "rollup", rollup)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry, Metric metric, String pipeline, ToDoubleFunction<PipelineMetrics> value) {
        Gauge.builder(metric.meter(), this, value).tags("pipeline", pipeline).register(registry);
    }

    /** So many events were read from the source topic. */
    public void events(int count) {
        events.add(count);
    }

    public void late() {
        late.increment();
    }

    /** That many events were gone from the source topic before they were read. */
    public void missed(long events) {
        missed.add(events);
    }

    public void deadLetter(DeadLetterReason reason) {
        deadLetters.get(reason).increment();
    }

    /** A rule sent an event there. */
    public void routed(String topic) {
        routed.get(topic).increment();
    }

    /** Windows of that rollup had closed for so many events. */
    public void rollupLate(String rollup, long count) {
        rollupLate.get(rollup).increment((double) count);
    }

    /** The rollup cannot have the key of an event. */
    public void rollupRefused(String rollup) {
        rollupRefused.get(rollup).increment();
    }

    public void rollupResult(String rollup) {
        rollupResults.get(rollup).increment();
    }

    /** So many ids were forgotten before their time. */
    public void forgotten(int ids) {
        forgotten.add(ids);
    }

    public void dropped(DropReason reason, int events) {
        dropped.get(reason).increment(events);
    }

    public void batch(CloseReason reason, int eventCount, long payloadBytes) {
        batches.get(reason).increment();
        batchedEvents.get(reason).increment(eventCount);
        batchedBytes.get(reason).increment((double) payloadBytes);
    }

    public void registryRetry() {
        registryRetries.increment();
    }

    /** The task holds this now. */
    public void show(String task, TaskGauges gauges) {
        tasks.put(task, gauges);
    }

    /** The task is no longer here. */
    public void hide(String task) {
        tasks.remove(task);
    }

    private double sum(ToLongFunction<TaskGauges> value) {
        return tasks.values().stream().mapToLong(value).sum();
    }

    private double oldestOpenSeconds() {
        long now = System.nanoTime();
        long oldest = tasks.values().stream()
                .filter(shown -> shown.oldestOpenMs() != TaskGauges.NONE)
                .mapToLong(shown -> shown.oldestOpenMs() + TimeUnit.NANOSECONDS.toMillis(now - shown.shownAtNanos()))
                .max()
                .orElse(0);
        return oldest / MILLIS;
    }

    private double secondsSinceOldest(ToLongFunction<TaskGauges> time) {
        LongStream times = tasks.values().stream().mapToLong(time).filter(at -> at != TaskGauges.NONE);
        long now = System.currentTimeMillis();
        return Math.max(0, now - times.min().orElse(now)) / MILLIS;
    }
}
