// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class ExpiredBatchesTest {
    private static final TopicPartition A = new TopicPartition("clicks.batches", 0);
    private static final TopicPartition B = new TopicPartition("clicks.batches", 1);

    private final Queue<SubstituteLoggingEvent> lines = new ArrayDeque<>();
    private final SinkMetrics metrics = new SinkMetrics(System::nanoTime);
    private final FakeOffsets offsets = new FakeOffsets();
    private final ExpiredBatches expired = new ExpiredBatches(
            offsets, metrics, new EventRecordingLogger(new SubstituteLogger("expired", lines, false), lines));

    /** 11 may be the marker of the transaction that 10, the last batch delivered, is in. */
    @ParameterizedTest
    @CsvSource({"11, 0, 0", "11, 11, 0", "11, 12, 0", "11, 13, 2", "11, 40, 29", "0, 7, 7"})
    void shouldCompareWhereTheGroupIsWithWhereTheTopicBegins(long committed, long begins, long missed) {
        offsets.isCommitted(A, committed);
        offsets.begins(A, begins);

        expired.opened(List.of(A, B));

        assertThat(metrics.getBatchesMissed()).isEqualTo(missed);
        assertThat(lines).hasSize(missed == 0 ? 0 : 1);
    }

    @Test
    void shouldNameTheOffsets() {
        offsets.isCommitted(A, 11);
        offsets.begins(A, 40);

        expired.opened(List.of(A));

        SubstituteLoggingEvent line = lines.remove();
        assertThat(line.getLevel()).isEqualTo(Level.WARN);
        assertThat(line.getMessage()).contains("missed", "clicks.batches", "11", "39");
    }

    @Test
    void shouldNotMissWhatANewGroupNeverHad() {
        offsets.begins(A, 40);

        expired.opened(List.of(A));

        assertThat(metrics.getBatchesMissed()).isZero();
    }

    /** Offsets 11 to 19 do not come: markers and aborted batches, unless the topic's beginning lies beyond them. */
    @ParameterizedTest
    @CsvSource({"0, 0", "11, 0", "12, 0", "13, 2", "20, 9", "35, 9"})
    void shouldTellExpiredOffsetsInAGapFromMarkers(long begins, long missed) {
        offsets.begins(A, begins);

        expired.jumped(List.of(new ExpiredBatches.Gap(A, 11, 20)));

        assertThat(metrics.getBatchesMissed()).isEqualTo(missed);
    }

    @Test
    void shouldNotEvenAskForAMarker() {
        offsets.begins(A, 40);

        expired.jumped(List.of(new ExpiredBatches.Gap(A, 11, 12), new ExpiredBatches.Gap(B, 5, 5)));

        assertThat(offsets.questions).isZero();
        assertThat(metrics.getBatchesMissed()).isZero();
    }

    @Test
    void shouldSayThatItDoesNotKnow() {
        offsets.failWith(new TimeoutException("no broker"));

        expired.opened(List.of(A));
        expired.jumped(List.of(new ExpiredBatches.Gap(A, 11, 20)));

        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line.getLevel())
                .isEqualTo(Level.INFO));
        assertThat(metrics.getBatchesMissed()).isZero();
    }
}
