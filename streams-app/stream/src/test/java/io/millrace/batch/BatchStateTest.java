// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.CloseReason;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchStateTest {
    private static final Uuid ANOTHER = new Uuid(2, 2);

    private static final Map<String, String> TINY_WINDOWS =
            Map.of("window.ms", "1", "grace.ms", "86400000", "max.age.ms", "86400000");

    @Test
    void shouldStopWhenOffsetsThatWereCommittedComeAgain() {
        SimulatedPartition partition = new SimulatedPartition(Map.of(), true, 1 << 20);
        partition.start();
        partition.process(1);
        partition.process(2);
        partition.commit();
        partition.committed = 0;
        partition.start();

        assertThatThrownBy(() -> partition.process(1))
                .isInstanceOf(SourceChangedException.class)
                .hasMessageContaining("Offset 0 was processed already, as was all up to 1");
    }

    /** Found by a broker that was killed between the two: the batch that the offsets were committed with came again. */
    @Test
    void shouldNotBeginBehindATransactionThatHasNotEndedOnTheStateTopic() {
        SimulatedPartition partition = new SimulatedPartition(Map.of("max.age.ms", "1000"), true, 1 << 20);
        partition.start();
        partition.process(1);
        partition.commit();
        partition.passTime(1_000);

        assertThatThrownBy(partition::commitAndRestoreWithout)
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("p.events")
                .hasMessageContaining("behind");

        partition.start();
        partition.passTime(1_000);
        partition.commit();
        assertThat(partition.output).hasSize(1);
    }

    private static void closeByAge(SimulatedPartition partition) {
        partition.passTime(1_000);
        partition.commit();
    }

    @Test
    void shouldSendTheBatchOfATopicThatRulesNameNoMoreToThePipelinesOwn() {
        SimulatedPartition partition =
                new SimulatedPartition(Map.of("max.age.ms", "1000"), true, 1 << 20).keys(new SimulatedKeys(0, 9, 0));
        partition.start();
        for (int i = 0; i < 40; i++) {
            partition.process(1);
        }
        partition.commit();
        partition.keys(SimulatedKeys.NONE);
        partition.start();
        closeByAge(partition);

        assertThat(partition.output).hasSize(10);
        assertThat(partition.topics.nodes.values()).containsOnly("batches");
    }

    /** The transaction of a process that died is open for a while, and then aborted: its state is read in either case. */
    @Test
    void shouldNotBuildOnStateWhoseTransactionWasNotCommitted() {
        SimulatedPartition partition = new SimulatedPartition(Map.of("max.age.ms", "1000"), true, 1 << 20);
        partition.start();
        partition.process(1);
        partition.crash(new Random(0), SimulatedPartition.CrashPoint.AFTER_FLUSH);
        partition.process(1);
        partition.commit();
        partition.process(2);
        partition.crash(new Random(0), SimulatedPartition.CrashPoint.AFTER_FLUSH);

        partition.process(2);
        closeByAge(partition);

        assertThat(partition.output)
                .singleElement()
                .satisfies(batch -> assertThat(batch.header().eventCount()).isEqualTo(2));
    }

    @Test
    void shouldBuildOnWhatAnOffsetSetByHandHasBehindIt() {
        SimulatedPartition partition = new SimulatedPartition(Map.of("max.age.ms", "1000"), true, 1 << 20);
        partition.start();
        partition.process(1);
        partition.commit();
        partition.process(2);
        partition.crash(new Random(0), SimulatedPartition.CrashPoint.AFTER_FLUSH);
        partition.setOffsetByHand(1);
        partition.start();

        partition.process(2);
        closeByAge(partition);

        assertThat(partition.output)
                .singleElement()
                .satisfies(batch -> assertThat(batch.header().eventCount()).isEqualTo(2));
    }

    @Test
    void shouldStopWhenAnOffsetWasSetBackByHand() {
        SimulatedPartition partition = new SimulatedPartition(Map.of(), true, 1 << 20);
        partition.start();
        partition.process(1);
        partition.commit();
        partition.process(2);
        partition.commit();
        partition.setOffsetByHand(0);

        assertThatThrownBy(partition::start)
                .isInstanceOf(SourceChangedException.class)
                .hasMessageContaining("Offset 0 was processed already");
    }

    @Test
    void shouldBeginWhereAnOffsetSetByHandSaysThoughItDiesBeforeItsFirstCommit() {
        SimulatedPartition partition = new SimulatedPartition(Map.of("max.age.ms", "1000"), true, 1 << 20);
        partition.setOffsetByHand(3);
        partition.start();
        partition.process(1);
        partition.crash(new Random(0), SimulatedPartition.CrashPoint.AFTER_FLUSH);

        partition.process(1);
        closeByAge(partition);

        assertThat(partition.output)
                .singleElement()
                .satisfies(batch -> assertThat(batch.header().firstOffset()).isEqualTo(3));
    }

    /** Kafka deletes a group's offsets of a topic with the topic. */
    @Test
    void shouldNotBeginOverStateOfATopicThatIsGoneWithItsOffsets() {
        SimulatedPartition partition = new SimulatedPartition(Map.of(), true, 1 << 20);
        partition.start();
        partition.process(1);
        partition.commit();
        partition.forgetOffset();
        partition.source(ANOTHER);

        assertThatThrownBy(partition::start).isInstanceOf(SourceChangedException.class);
    }

    /** Its transaction would name no offset, so the group would not refuse it when there is another owner by then. */
    @Test
    void shouldSendNothingBeforeACommitNamesItsPosition() {
        SimulatedPartition partition = new SimulatedPartition(Map.of("max.age.ms", "1000"), true, 1 << 20);
        partition.start();
        partition.process(1);
        partition.commit();
        partition.startWithoutAPoll();

        partition.passTime(1_000);
        partition.commit();
        assertThat(partition.output).isEmpty();

        partition.process(2);
        partition.passTime(0);
        partition.commit();
        assertThat(partition.output).hasSize(1);
    }

    /** Nothing holds it back, so waiting would not bring it: a broker has lost it. */
    @Test
    void shouldGoOnWithoutStateThatABrokerHasLost() {
        SimulatedPartition partition = new SimulatedPartition(Map.of("max.age.ms", "1000"), false, 1 << 20);
        partition.start();
        partition.process(1);

        partition.commitAndRestoreWithout();

        partition.process(2);
        partition.passTime(1_000);
        partition.commit();
        assertThat(partition.output).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNotBeginOverStateOfATopicThatIsGone(boolean transactional) {
        SimulatedPartition partition = new SimulatedPartition(Map.of(), transactional, 1 << 20);
        partition.start();
        partition.process(1);
        partition.commit();

        partition.source(ANOTHER);

        assertThatThrownBy(partition::start)
                .isInstanceOf(SourceChangedException.class)
                .hasMessage("The source topic p.events was deleted and recreated.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCommitNoOffsetBeforeItIsWrittenWhichTopicItIsOf(boolean transactional) {
        SimulatedPartition partition = new SimulatedPartition(Map.of(), transactional, 1 << 20);
        partition.start();
        partition.skip();
        partition.commit();

        partition.source(ANOTHER);

        assertThatThrownBy(partition::start).isInstanceOf(SourceChangedException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldGoOnWhenItIsNotKnownWhichTopicItReads(boolean known) {
        SimulatedPartition partition = new SimulatedPartition(Map.of(), true, 1 << 20);
        partition.source(known ? ANOTHER : Uuid.ZERO_UUID);
        partition.start();
        partition.process(1);
        partition.commit();
        partition.source(known ? Uuid.ZERO_UUID : ANOTHER);
        partition.start();

        partition.process(2);
        partition.passTime(3_600_000);
        partition.commit();

        assertThat(partition.output).hasSize(1);
    }

    @Test
    void shouldAskForACommitBeforeAMarkerOutgrowsItsRecord() {
        SimulatedPartition partition = new SimulatedPartition(Map.of("batch.max.events", "1"), false, 1 << 20);
        partition.start();

        for (int i = 0; i < 7_728; i++) {
            partition.process(i);
        }
        assertThat(partition.hasAskedForCommit()).isFalse();
        partition.process(7_728);

        assertThat(partition.hasAskedForCommit()).isTrue();
        partition.commit();
        assertThat(partition.largestStateRecordBytes()).isLessThan(512 * 1024);
    }

    @Test
    void shouldNotRunInATaskThatKafkaStreamsRevives() {
        SimulatedPartition partition = new SimulatedPartition(Map.of(), true, 1 << 20);
        partition.start();

        assertThatThrownBy(partition::revive)
                .isInstanceOf(RevivedTaskException.class)
                .isInstanceOf(RetriableException.class);
    }

    @Test
    void shouldCountAgesFromNowWhenAnotherMachinesClockWasAhead() {
        SimulatedPartition partition = new SimulatedPartition(Map.of("max.age.ms", "1000"), true, 1 << 20);
        partition.setClock(3_600_000);
        partition.start();
        partition.process(1);
        partition.commit();
        partition.setClock(-3_600_000);
        partition.start();

        partition.passTime(1_000);
        partition.commit();

        assertThat(partition.output).hasSize(1);
    }

    @Test
    void shouldMoveSmallBatchesOffTheHeapAsWell() {
        SimulatedPartition partition = new SimulatedPartition(TINY_WINDOWS, true, 4 << 20);
        partition.start();
        for (int i = 0; i < 5_000; i++) {
            partition.process(i);
        }

        assertThat(partition.heapNow()).isLessThan(5 << 20);
        assertThat(partition.output).isEmpty();
    }

    @Test
    void shouldCloseTheOldestWhenEvenTheirBookkeepingIsTooMuch() {
        SimulatedPartition partition = new SimulatedPartition(TINY_WINDOWS, true, 1 << 20);
        partition.start();
        for (int i = 0; i < 5_000; i++) {
            partition.process(i);
        }
        partition.commit();

        assertThat(partition.heapNow()).isLessThan(2 << 20);
        assertThat(partition.output).isNotEmpty();
        assertThat(partition.output.get(0).header().firstOffset()).isZero();
        assertThat(partition.output)
                .extracting(batch -> batch.header().closeReason())
                .containsOnly(CloseReason.HEAP);
    }
}
