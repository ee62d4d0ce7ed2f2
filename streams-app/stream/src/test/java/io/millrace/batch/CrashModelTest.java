// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import static io.millrace.batch.Offsets.offsetsOf;
import static io.millrace.batch.Offsets.shouldHold;
import static io.millrace.batch.Offsets.shouldHoldEachOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.batch.SimulatedPartition.CrashPoint;
import io.millrace.schemas.EventBatch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.Uuid;

/** The four rules of recovery against a model that loses whatever a real broker may lose. */
class CrashModelTest {
    private static final int EVENTS = 400;
    /** One more than {@link #EVENTS}, as time goes on at the end. */
    private static final Set<Long> ALL = upTo(EVENTS + 1);

    /** More than any of {@link #rules} allows. */
    private static final int TOO_MANY_BYTES = 6_000;

    @Property
    void shouldBeExactWithTransactions(@ForAll long seed) throws Exception {
        SimulatedPartition partition = run(seed, true, SimulatedKeys.NONE);
        shouldHoldEachOnce(ALL, partition.output);
        assertThat(partition.heapUsed()).isZero();
    }

    @Property
    void shouldLoseNothingWithoutTransactions(@ForAll long seed) throws Exception {
        SimulatedPartition partition = run(seed, false, SimulatedKeys.NONE);
        shouldHold(ALL, partition.output);
        assertThat(partition.heapUsed()).isZero();
        shouldRepeatBatchesOnlyWhole(partition.output);
    }

    @Property
    void shouldBeExactWithTransactionsAndKeys(@ForAll long seed) throws Exception {
        SimulatedKeys keys = keys(seed);
        SimulatedPartition partition = run(seed, true, keys);
        shouldHoldEachOnce(ALL, partition.output);
        assertThat(partition.heapUsed()).isZero();
        assertThat(partition.output)
                .extracting(batch -> batch.header().batchId())
                .doesNotHaveDuplicates();
        shouldHoldOneKeyEach(partition, keys);
    }

    @Property
    void shouldLoseNothingOfAnyKeyWithoutTransactions(@ForAll long seed) throws Exception {
        SimulatedKeys keys = keys(seed);
        SimulatedPartition partition = run(seed, false, keys);
        shouldHold(ALL, partition.output);
        assertThat(partition.heapUsed()).isZero();
        shouldRepeatBatchesOnlyWhole(partition.output);
        shouldHoldOneKeyEach(partition, keys);
    }

    /** Of groups, of batches for several sink topics, or of both. */
    private static SimulatedKeys keys(long seed) {
        Random random = new Random(~seed);
        int topics = random.nextInt(4);
        return new SimulatedKeys(topics > 0 && random.nextBoolean() ? 0 : 1 + random.nextInt(40), topics, 0);
    }

    /** Of a batch that was in doubt, a life found a hole and chunks behind it, and filled the hole in its own way. */
    @Example
    void shouldNotTakeChunksOfAnEarlierLifeForThoseThatTookTheirPlace() throws Exception {
        shouldLoseNothingWithoutTransactions(-217_495);
    }

    /** Chunks of a batch that was sent had been copied, and the copies were lost with the drain that named it. */
    @Example
    void shouldNotTakeLostCopiesForChunksThatWereDeleted() throws Exception {
        shouldLoseNothingWithoutTransactions(-1312);
    }

    /**
     * With little heap, so that all spills; every ninth event is too large for any batch, and a dead letter whenever it is read.
     */
    @Property
    void shouldLoseNothingThroughManyCrashes(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, String> settings = rules(random);
        settings.put("late", random.nextBoolean() ? "keep" : "dead-letter");
        SimulatedPartition partition = new SimulatedPartition(settings, false, 4096).keys(keys(seed));
        partition.start();
        while (partition.position() < EVENTS / 2) {
            if (isTooLarge(partition.position())) {
                partition.process(timestampOf(partition.position()), TOO_MANY_BYTES);
            } else {
                riskyStep(partition, random);
            }
            if (random.nextInt(25) == 0) {
                partition.crash(random, CrashPoint.values()[random.nextInt(3)]);
            }
        }
        int end = partition.position();
        finish(partition);
        Set<Long> batched = new HashSet<>(offsetsOf(partition.output));
        assertThat(batched).noneMatch(CrashModelTest::isTooLarge);
        batched.addAll(partition.topics.parked);
        shouldHold(upTo(end), batched);
    }

    /** What a cut batch had missed was taken for sent, as was what is too large: it lay before an event that an open batch had. */
    @Example
    void shouldNotTakeForSentWhatOnlyLiesBeforeAnOpenBatch() throws Exception {
        shouldLoseNothingThroughManyCrashes(-1_614_085_973);
    }

    private static Set<Long> upTo(int end) {
        return LongStream.range(0, end).boxed().collect(Collectors.toSet());
    }

    private static boolean isTooLarge(long offset) {
        return offset % 9 == 4;
    }

    /** As when a machine stops and comes back, or a broker takes in late what it was sent long ago. */
    @Property
    void shouldLoseNothingWhenAReplacedOwnerWritesOn(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        SimulatedPartition partition = partition(random, random.nextBoolean());
        partition.start();
        while (partition.position() < EVENTS) {
            riskyStep(partition, random);
            switch (random.nextInt(100)) {
                case 0, 1 -> partition.freeze();
                case 2, 3, 4 -> partition.thaw(random, CrashModelTest::timestampOf, EVENTS);
                case 6 -> partition.freezeWhileRestoring(random);
                case 5 -> partition.crashInto(random, CrashPoint.values()[random.nextInt(3)], random.nextBoolean());
                default -> {}
            }
        }
        finish(partition);
        shouldHold(ALL, partition.output);
    }

    @Property
    void shouldLoseNothingWhenTheGuaranteeChangesBetweenLives(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        SimulatedPartition partition = partition(random, random.nextBoolean());
        partition.start();
        while (partition.position() < EVENTS) {
            riskyStep(partition, random);
            if (random.nextInt(60) == 0) {
                partition.crashInto(random, CrashPoint.values()[random.nextInt(3)], random.nextBoolean());
            }
        }
        finish(partition);
        shouldHold(ALL, partition.output);
    }

    /** As a switch of profiles does it, and an operator who changes a file and restarts in whatever way. */
    @Property
    void shouldLoseNothingWhenRulesAndGuaranteeChangeBetweenLives(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        SimulatedPartition partition = partition(random, random.nextBoolean());
        partition.start();
        while (partition.position() < EVENTS) {
            riskyStep(partition, random);
            if (random.nextInt(60) == 0) {
                partition.rules(rules(random));
                partition.crashInto(random, CrashPoint.values()[random.nextInt(3)], random.nextBoolean());
            }
        }
        finish(partition);
        shouldHold(ALL, partition.output);
        shouldHoldEachEventInItsWindow(partition.output);
    }

    /** As when rules are set anew after a crash: whoever reads an event for the last time says whether it is to be in a batch. */
    @Property
    void shouldLoseNothingThatTheRulesOfTheDayChoose(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, String> rules = rules(random);
        int choice = 0;
        SimulatedPartition partition = new SimulatedPartition(choosing(rules, choice), random.nextBoolean(), 1 << 20)
                .keys(new SimulatedKeys(0, 2, choice));
        Map<Long, Boolean> chosen = new HashMap<>();
        partition.start();
        while (partition.position() < EVENTS) {
            long offset = partition.position();
            boolean takes = new Random(offset * 31 + choice).nextInt(3) > 0;
            if (random.nextInt(60) == 0) {
                int next = random.nextInt(3);
                choice = crashInto(partition, random, choosing(rules, next), choosing(rules, choice)) ? next : choice;
                partition.keys(new SimulatedKeys(0, 2, choice));
            } else if (takes) {
                riskyStep(partition, random);
            } else {
                if (random.nextInt(12) == 0) {
                    partition.commit();
                }
                partition.skip();
            }
            if (partition.position() > offset) {
                chosen.put(offset, takes);
            }
        }
        finish(partition);
        chosen.values().removeIf(is -> !is);
        shouldHold(chosen.keySet(), partition.output);
    }

    /** Whether the next life began with {@code next}; otherwise that was refused, and it began as before. */
    private static boolean crashInto(
            SimulatedPartition partition, Random random, Map<String, String> next, Map<String, String> before) {
        partition.rules(next);
        try {
            partition.crash(random, CrashPoint.values()[random.nextInt(3)]);
            return true;
        } catch (SelectionChangedException e) {
            partition.rules(before);
            partition.start();
            return false;
        }
    }

    private static Map<String, String> choosing(Map<String, String> rules, int choice) {
        Map<String, String> all = new HashMap<>(rules);
        all.put("routes", "choice = " + choice + " -> drop");
        return all;
    }

    @Property
    void shouldBeExactWhenRulesChangeBetweenCleanLives(@ForAll long seed, @ForAll boolean transactional)
            throws Exception {
        Random random = new Random(seed);
        SimulatedPartition partition = partition(random, transactional);
        partition.start();
        while (partition.position() < EVENTS) {
            step(partition, random);
            if (random.nextInt(30) == 0 && partition.position() > partition.committed) {
                partition.rules(rules(random));
                partition.restartCleanly();
            }
        }
        finish(partition);
        shouldHoldEachOnce(ALL, partition.output);
        shouldHoldEachEventInItsWindow(partition.output);
    }

    @Property
    void shouldBeExactOverCleanRestarts(@ForAll long seed, @ForAll boolean transactional) throws Exception {
        Random random = new Random(seed);
        SimulatedPartition partition = partition(random, transactional);
        partition.start();
        while (partition.position() < EVENTS) {
            step(partition, random);
            if (random.nextInt(30) == 0 && partition.position() > partition.committed) {
                partition.restartCleanly();
            }
        }
        finish(partition);
        shouldHoldEachOnce(ALL, partition.output);
    }

    /** Where anything was committed, nobody ever goes on over a topic that was recreated, wherever the life before ended. */
    @Property
    void shouldNoticeATopicThatWasMadeAnewBetweenLives(@ForAll long seed) {
        Random random = new Random(seed);
        SimulatedPartition partition = partition(random, random.nextBoolean());
        partition.start();
        for (int steps = random.nextInt(200); steps > 0; steps--) {
            riskyStep(partition, random);
            if (random.nextInt(10) == 0) {
                partition.skip();
            }
            if (random.nextInt(60) == 0) {
                partition.crashInto(random, CrashPoint.values()[random.nextInt(3)], random.nextBoolean());
            }
        }
        partition.source(new Uuid(2, 2));
        Throwable refusal = catchThrowable(
                () -> partition.crashInto(random, CrashPoint.values()[random.nextInt(3)], random.nextBoolean()));
        if (partition.committed > 0) {
            assertThat(refusal).isInstanceOf(SourceChangedException.class);
        }
    }

    private static SimulatedPartition run(long seed, boolean transactional, SimulatedKeys keys) {
        Random random = new Random(seed);
        SimulatedPartition partition = partition(random, transactional).keys(keys);
        partition.start();
        int crashes = 1 + random.nextInt(6);
        while (partition.position() < EVENTS) {
            riskyStep(partition, random);
            if (crashes > 0 && random.nextInt(60) == 0) {
                crashes--;
                partition.crash(random, CrashPoint.values()[random.nextInt(3)]);
            }
        }
        finish(partition);
        return partition;
    }

    private static SimulatedPartition partition(Random random, boolean transactional) {
        Map<String, String> settings = rules(random);
        long heap = random.nextBoolean() ? 4096 : 1 << 20;
        return new SimulatedPartition(settings, transactional, heap);
    }

    private static Map<String, String> rules(Random random) {
        Map<String, String> settings = new HashMap<>();
        settings.put("window.ms", Integer.toString(50 + random.nextInt(500)));
        settings.put("grace.ms", Integer.toString(random.nextInt(100)));
        settings.put("max.age.ms", Integer.toString(50 + random.nextInt(1000)));
        settings.put("batch.max.events", Integer.toString(1 + random.nextInt(60)));
        settings.put("batch.max.bytes", Integer.toString(1024 + random.nextInt(4096)));
        return settings;
    }

    private static void step(SimulatedPartition partition, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> partition.commit();
            case 1 -> partition.passTime(random.nextInt(200));
            default -> partition.process(timestampOf(partition.position()));
        }
    }

    /** A step in a world where commits may fail without a crash. */
    private static void riskyStep(SimulatedPartition partition, Random random) {
        if (random.nextInt(60) == 0) {
            partition.commitWithoutOffsets();
        } else {
            step(partition, random);
        }
    }

    /** Out of order by up to 300 ms, and the same whenever the event is read. */
    private static long timestampOf(long offset) {
        return offset * 10L + new Random(offset).nextInt(300);
    }

    /** Time goes on until all batches are closed and committed. */
    private static void finish(SimulatedPartition partition) {
        partition.process(timestampOf(partition.position()));
        for (int i = 0; i < 3; i++) {
            partition.passTime(2_000);
            partition.commit();
        }
        partition.commit();
    }

    private static void shouldHoldOneKeyEach(SimulatedPartition partition, SimulatedKeys keys) throws Exception {
        for (EventBatch batch : partition.output) {
            for (long offset : offsetsOf(List.of(batch))) {
                assertThat(batch.header().groupKey()).isEqualTo(keys.groupOf(offset));
                assertThat(partition.topics.nodes.get(batch)).isEqualTo(SimulatedKeys.nodeOf(keys.topicOf(offset)));
            }
        }
    }

    private static void shouldHoldEachEventInItsWindow(List<EventBatch> batches) {
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch.header().minTimestamp())
                    .isGreaterThanOrEqualTo(batch.header().windowStart());
            assertThat(batch.header().maxTimestamp()).isLessThan(batch.header().windowEnd());
        });
    }

    private static void shouldRepeatBatchesOnlyWhole(List<EventBatch> batches) throws Exception {
        Map<String, List<Long>> contents = new HashMap<>();
        for (EventBatch batch : batches) {
            List<Long> offsets = offsetsOf(List.of(batch));
            assertThat(contents.merge(batch.header().batchId(), offsets, (before, now) -> now))
                    .isEqualTo(offsets);
        }
    }
}
