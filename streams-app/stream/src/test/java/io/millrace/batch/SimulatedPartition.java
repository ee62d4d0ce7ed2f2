// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.drain.CommitNotes;
import io.millrace.drain.DrainedStore;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;

/**
 * One partition of the batch stage on a model of Kafka: what it writes to state and output is durable up to the last flush, and
 * of the rest whatever a crash chooses, be it a beginning or scattered pieces; offsets are committed apart from both. A life may
 * freeze, be replaced, and write on when it thaws. With transactions output and offsets move together; state arrives as it does
 * without, for it is read before it is known how its transaction ends.
 */
final class SimulatedPartition {
    private static final String STORE = "logged-map";

    /** The durable topics. */
    final SimulatedTopics topics = new SimulatedTopics();

    final List<EventBatch> output = topics.batches;

    /** The durable offset to go on from. */
    int committed;

    private PipelineConfig pipeline;
    private Uuid source = new Uuid(1, 1);
    /** What was committed together with the offset. */
    private final Map<String, Long> notes = new HashMap<>();

    private boolean anyCommit;

    private boolean transactional;
    private final long heapBytes;
    private final PipelineMetrics metrics = new PipelineMetrics(new SimpleMeterRegistry(), "p");
    private final List<KeyValue<Bytes, byte[]>> changelog = new ArrayList<>();
    private final List<Life> frozen = new ArrayList<>();
    private long now = 1_000_000;
    private Life life;
    private int largestBatchBytes;
    private SimulatedKeys keys = SimulatedKeys.NONE;

    SimulatedPartition(Map<String, String> pipelineSettings, boolean transactional, long heapBytes) {
        rules(pipelineSettings);
        this.transactional = transactional;
        this.heapBytes = heapBytes;
    }

    /** What its events have from now on, and the sinks of the next life. */
    SimulatedPartition keys(SimulatedKeys ofEvents) {
        keys = ofEvents;
        return this;
    }

    /** What the next life is told. */
    void rules(Map<String, String> pipelineSettings) {
        Map<String, String> settings = new HashMap<>(Map.of("pipelines", "p", "pipelines.p.format", "JSON"));
        pipelineSettings.forEach((key, value) -> settings.put("pipelines.p." + key, value));
        this.pipeline = MillraceConfig.of(settings).pipelines().get(0);
    }

    /** What the next life is told of its topic. */
    void source(Uuid id) {
        source = id;
    }

    int largestBatchBytes() {
        return largestBatchBytes;
    }

    int position() {
        return life.position;
    }

    void start() {
        // Two owners never begin in the same millisecond: a rebalance lies between them.
        now++;
        life = new Life();
        life.begin();
        life.polled = true;
    }

    /** The consumer has not told yet where it reads. */
    void startWithoutAPoll() {
        start();
        life.polled = false;
    }

    void process(long timestamp) {
        process(timestamp, 0);
    }

    /** The event's payload is some bytes longer than its fewest. */
    void process(long timestamp, int extraBytes) {
        life.process(timestamp, extraBytes);
    }

    /** An event that no batch ever sees, as when it becomes a dead letter before. */
    void skip() {
        life.position++;
    }

    void passTime(long millis) {
        now += millis;
        life.tick();
    }

    /** The machine's clock is set, while no life is there to see it. */
    void setClock(long millis) {
        now += millis;
    }

    boolean hasAskedForCommit() {
        return life.context.committed();
    }

    int largestStateRecordBytes() {
        return changelog.stream()
                .mapToInt(entry -> entry.value == null ? 0 : entry.value.length)
                .max()
                .orElse(0);
    }

    /** As Kafka Streams does with a task whose state it calls corrupted: the same processor once more. */
    void revive() {
        life.stage.close();
        life.stage.init(life.context, () -> true, committed);
    }

    void commit() {
        life.store.flushCache();
        life.flush();
        committed = life.position;
        anyCommit = true;
        notes.putAll(life.notes);
    }

    void forgetOffset() {
        setOffsetByHand(0);
        anyCommit = false;
    }

    /** The tools that come with Kafka leave no notes. */
    void setOffsetByHand(int offset) {
        committed = offset;
        anyCommit = true;
        notes.clear();
    }

    /** A transaction has ended on the topics of batches and offsets, and on the state topic not yet, when the process dies. */
    void commitAndRestoreWithout() {
        int before = changelog.size();
        commit();
        List<KeyValue<Bytes, byte[]>> held = new ArrayList<>(changelog.subList(before, changelog.size()));
        changelog.subList(before, changelog.size()).clear();
        try {
            start();
        } finally {
            changelog.addAll(held);
        }
    }

    /** The producer was flushed, but the offsets did not get through, and Streams goes on; with transactions, it cannot. */
    void commitWithoutOffsets() {
        if (!transactional) {
            life.store.flushCache();
            life.flush();
        }
    }

    /** The process dies; without transactions, some of what it had sent to either topic arrives nevertheless. */
    void crash(Random random, CrashPoint point) {
        crashInto(random, point, transactional);
    }

    /** The same, and the next life has that guarantee. */
    void crashInto(Random random, CrashPoint point, boolean nextTransactional) {
        if (point != CrashPoint.BETWEEN_COMMITS) {
            life.store.flushCache();
        }
        if (point == CrashPoint.AFTER_FLUSH) {
            life.flushUncommitted();
        }
        life.arriveInPart(random);
        transactional = nextTransactional;
        start();
    }

    /** Another process takes over while this one stands still, with its sends still before it. */
    void freeze() {
        frozen.add(life);
        start();
    }

    /** The process dies; another one stands still as soon as it has read the state, and a third takes over. */
    void freezeWhileRestoring(Random random) {
        crash(random, CrashPoint.BETWEEN_COMMITS);
        now++;
        frozen.add(new Life());
        start();
    }

    /**
     * One that was replaced goes on, up to the commit that tells it so; a transaction of it is aborted. It finds as many
     * {@code events} on the source as there are.
     */
    void thaw(Random random, LongUnaryOperator timestamps, int events) {
        if (frozen.isEmpty()) {
            return;
        }
        Life zombie = frozen.remove(random.nextInt(frozen.size()));
        try {
            zombie.begin();
        } catch (StateBehindException e) {
            // It reads its state again, and is one that was not frozen.
            return;
        }
        if (zombie.isTransactional && !zombie.polled && random.nextBoolean()) {
            // It reads nothing before its commit: the group is told nothing, and refuses nothing.
            zombie.tick();
            zombie.store.flushCache();
            zombie.flush();
            return;
        }
        for (int more = random.nextInt(20); more > 0 && zombie.position < events; more--) {
            zombie.process(timestamps.applyAsLong(zombie.position), 0);
        }
        zombie.tick();
        if (random.nextBoolean()) {
            zombie.store.flushCache();
        }
        if (random.nextBoolean()) {
            zombie.flushUncommitted();
        }
        zombie.arriveInPart(random);
    }

    void restartCleanly() {
        commit();
        life.stage.close();
        start();
    }

    enum CrashPoint {
        BETWEEN_COMMITS,
        AFTER_DRAIN,
        AFTER_FLUSH
    }

    long heapNow() {
        return HeapBudgets.used(life.budget, heapBytes);
    }

    /** What is still counted after the task was closed. */
    long heapUsed() {
        life.stage.close();
        return HeapBudgets.used(life.budget, heapBytes);
    }

    /** The stage from one start to the next, over a store that is made of the changelog and nothing else. */
    private final class Life {
        final boolean isTransactional = transactional;
        final HeapBudget budget = new HeapBudget(heapBytes);
        final LoggedMap map = LoggedMap.restored(changelog);
        final Map<String, Long> notes = new HashMap<>();
        final DrainedStore store = new DrainedStore(STORE, map, now, new CommitNotes() {
            @Override
            public Long get(String key) {
                return notes.get(key);
            }

            @Override
            public void put(String key, long value) {
                notes.put(key, value);
            }
        });
        final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
        final List<CapturedForward<?, ?>> unflushed = new ArrayList<>();
        final BatchStage stage = new BatchStage(new BatchStageSettings(
                pipeline, source, "batch", STORE, keys.sinks(), SimulatedTopics.DEAD, transactional, budget, metrics));
        private final Event event = new Event().with(null, new RecordHeaders());
        int durableChanges;
        int position;
        private boolean begun;
        /** Whether a commit names the partition, so that the group refuses it once there is another owner. */
        private boolean polled;

        /** It has read its state and does not go on yet. */
        Life() {
            map.changelog.clear();
            context.addStateStore(store);
        }

        /** It goes on from what is committed by now. */
        void begin() {
            if (!begun) {
                begun = true;
                position = committed;
                notes.putAll(SimulatedPartition.this.notes);
                context.setCurrentSystemTimeMs(now);
                stage.init(context, () -> polled, anyCommit ? committed : -1);
            }
        }

        void process(long timestamp, int extraBytes) {
            String text = "{\"n\":" + position + ",\"x\":\"" + "x".repeat(extraBytes) + "\"}";
            byte[] value = text.getBytes(StandardCharsets.UTF_8);
            event.from(0, position).at(timestamp).value(value, 0, value.length);
            stage.process(position, keys.groupOf(position), keys.topicOf(position), event);
            position++;
            collect();
        }

        void tick() {
            context.setCurrentSystemTimeMs(now);
            context.scheduledPunctuators().forEach(p -> p.getPunctuator().punctuate(now));
            collect();
        }

        private void collect() {
            for (CapturedForward<?, ?> sent : context.forwarded()) {
                unflushed.add(sent);
                if (!sent.childName().orElseThrow().equals(SimulatedTopics.DEAD)) {
                    largestBatchBytes =
                            Math.max(largestBatchBytes, ((byte[]) sent.record().value()).length);
                }
            }
            context.resetForwards();
        }

        void flush() {
            changelog.addAll(map.changelog.subList(durableChanges, map.changelog.size()));
            durableChanges = map.changelog.size();
            unflushed.forEach(topics::add);
            unflushed.clear();
        }

        /** The brokers have all, but where it takes a transaction to be read. */
        void flushUncommitted() {
            if (isTransactional) {
                unflushed.clear();
            }
            flush();
        }

        /** Of what was sent since the last flush, a beginning arrives, or scattered pieces when a producer gave some up. */
        void arriveInPart(Random random) {
            List<KeyValue<Bytes, byte[]>> sent = map.changelog.subList(durableChanges, map.changelog.size());
            changelog.addAll(part(sent, random));
            if (!isTransactional) {
                part(unflushed, random).forEach(topics::add);
            }
        }

        private static <T> List<T> part(List<T> sent, Random random) {
            if (random.nextBoolean()) {
                return sent.subList(0, random.nextInt(sent.size() + 1));
            }
            List<T> pieces = new ArrayList<>();
            boolean arrives = random.nextBoolean();
            for (T one : sent) {
                if (random.nextInt(3) == 0) {
                    arrives = !arrives;
                }
                if (arrives) {
                    pieces.add(one);
                }
            }
            return pieces;
        }
    }
}
