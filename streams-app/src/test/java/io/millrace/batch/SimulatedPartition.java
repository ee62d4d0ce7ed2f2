package io.millrace.batch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.batch.drain.DrainedStore;
import io.millrace.batch.drain.DrainedStores;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One partition of the batch stage on a model of Kafka: what it writes to state and output is durable up to a point that
 * a crash chooses, but at least up to the last flush; offsets are committed apart from both. With transactions all three
 * move together.
 */
final class SimulatedPartition {
    private static final String STORE = "logged-map";

    /** The durable sink topic. */
    final List<EventBatch> output = new ArrayList<>();

    /** The durable offset to go on from. */
    int committed;

    private PipelineConfig pipeline;
    private boolean transactional;
    private final long heapBytes;
    private HeapBudget budget;
    private final PipelineMetrics metrics = new PipelineMetrics(new SimpleMeterRegistry(), "p");
    private List<KeyValue<Bytes, byte[]>> changelog = new ArrayList<>();
    private long now = 1_000_000;

    private MockProcessorContext<byte[], byte[]> context;
    private DrainedStore store;
    private LoggedMap map;
    private BatchStage stage;
    private int durableChanges;
    private final List<EventBatch> unflushed = new ArrayList<>();
    private int position;
    private int largestBatchBytes;

    SimulatedPartition(Map<String, String> pipelineSettings, boolean transactional, long heapBytes) {
        rules(pipelineSettings);
        this.transactional = transactional;
        this.heapBytes = heapBytes;
    }

    /** What the next life is told. */
    void rules(Map<String, String> pipelineSettings) {
        Map<String, String> settings = new HashMap<>(Map.of("pipelines", "p", "pipelines.p.format", "JSON"));
        pipelineSettings.forEach((key, value) -> settings.put("pipelines.p." + key, value));
        this.pipeline = MillraceConfig.of(settings).pipelines().get(0);
    }

    int largestBatchBytes() {
        return largestBatchBytes;
    }

    int position() {
        return position;
    }

    void start() {
        map = LoggedMap.restored(changelog);
        map.changelog.clear();
        durableChanges = 0;
        unflushed.clear();
        position = committed;
        budget = new HeapBudget(heapBytes);
        store = DrainedStores.over(map);
        context = new MockProcessorContext<>();
        context.addStateStore(store);
        context.setCurrentSystemTimeMs(now);
        stage = new BatchStage(
                new BatchStageSettings(pipeline, "batch", STORE, "batches", "dead", 1, transactional, budget, metrics));
        stage.init(context);
    }

    void process(long timestamp) {
        process(timestamp, 0);
    }

    /** The event's payload is some bytes longer than its fewest. */
    void process(long timestamp, int extraBytes) {
        context.setRecordMetadata("p.events", 0, position);
        String text = "{\"n\":" + position + ",\"x\":\"" + "x".repeat(extraBytes) + "\"}";
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        stage.process(new Record<>(null, value, timestamp, new RecordHeaders()));
        position++;
        collect();
    }

    void passTime(long millis) {
        now += millis;
        context.setCurrentSystemTimeMs(now);
        context.scheduledPunctuators().forEach(p -> p.getPunctuator().punctuate(now));
        collect();
    }

    private void collect() {
        context.forwarded().forEach(forward -> {
            if (forward.childName().orElseThrow().equals("batches")) {
                try {
                    byte[] value = (byte[]) forward.record().value();
                    largestBatchBytes = Math.max(largestBatchBytes, value.length);
                    unflushed.add(EventBatch.read(value));
                } catch (MalformedAvroException e) {
                    throw new AssertionError(e);
                }
            }
        });
        context.resetForwards();
    }

    void commit() {
        store.flushCache();
        flush();
        committed = position;
    }

    /** The producer was flushed, but the offsets did not get through, and Streams goes on; with transactions, it cannot. */
    void commitWithoutOffsets() {
        if (!transactional) {
            store.flushCache();
            flush();
        }
    }

    private void flush() {
        changelog.addAll(map.changelog.subList(durableChanges, map.changelog.size()));
        durableChanges = map.changelog.size();
        output.addAll(unflushed);
        unflushed.clear();
    }

    /** The process dies; without transactions, some of what it had sent to either topic arrives nevertheless. */
    void crash(Random random, CrashPoint point) {
        crashInto(random, point, transactional);
    }

    /** The same, and the next life has that guarantee. */
    void crashInto(Random random, CrashPoint point, boolean nextTransactional) {
        if (point != CrashPoint.BETWEEN_COMMITS) {
            store.flushCache();
        }
        if (point == CrashPoint.AFTER_FLUSH && !transactional) {
            flush();
        }
        if (!transactional) {
            int changes = map.changelog.size() - durableChanges;
            changelog.addAll(map.changelog.subList(durableChanges, durableChanges + random.nextInt(changes + 1)));
            output.addAll(unflushed.subList(0, random.nextInt(unflushed.size() + 1)));
        }
        transactional = nextTransactional;
        start();
    }

    void restartCleanly() {
        commit();
        stage.close();
        start();
    }

    enum CrashPoint {
        BETWEEN_COMMITS,
        AFTER_DRAIN,
        AFTER_FLUSH
    }

    long heapNow() {
        return budget.used();
    }

    /** What is still counted after the task was closed. */
    long heapUsed() {
        stage.close();
        return budget.used();
    }
}
