package io.millrace.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;

class BatchStateTest {
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
                .isInstanceOf(OffsetsWentBackException.class)
                .hasMessageContaining("Offset 0 was processed already, as was all up to 1");
    }

    @Test
    void shouldAskForACommitBeforeAMarkerOutgrowsItsRecord() {
        SimulatedPartition partition = new SimulatedPartition(Map.of("batch.max.events", "1"), false, 1 << 20);
        partition.start();

        for (int i = 0; i < 8_191; i++) {
            partition.process(i);
        }
        assertThat(partition.hasAskedForCommit()).isFalse();
        partition.process(8_191);

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
    }
}
