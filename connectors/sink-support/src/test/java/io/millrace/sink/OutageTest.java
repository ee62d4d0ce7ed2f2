// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class OutageTest {
    private static final BatchRecord RECORD =
            new BatchRecord(TestBatches.record(new TopicPartition("clicks.batches", 2), 11, null));

    private final Queue<SubstituteLoggingEvent> lines = new ArrayDeque<>();
    private final SinkMetrics metrics = new SinkMetrics(System::nanoTime);
    private long now = -7;
    private final Outage outage = new Outage(
            "destination",
            () -> now,
            metrics,
            new EventRecordingLogger(new SubstituteLogger("outage", lines, false), lines));

    private void fail(int attempt) {
        outage.failed(attempt, RECORD, new IOException("away"));
    }

    private void failUntilItIsAnOutage() {
        for (int attempt = 0; attempt < Outage.ATTEMPTS; attempt++) {
            fail(attempt);
        }
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    private String line(Level level) {
        SubstituteLoggingEvent line = lines.remove();
        assertThat(line.getLevel()).isEqualTo(level);
        return line.getMessage();
    }

    @Test
    void shouldNotSpeakOfAHiccup() {
        fail(0);
        fail(1);
        outage.left(2);

        assertThat(lines).isEmpty();
        assertThat(metrics.getOutage()).isZero();
    }

    @Test
    void shouldWarnOnceAndThenEveryFiveMinutesWithHowLongItHasLasted() {
        failUntilItIsAnOutage();
        assertThat(line(Level.WARN)).contains("system=", "destination", "lasted=", "PT0S", "away");

        passes(Outage.WARN_EVERY.minusMillis(1));
        fail(3);
        assertThat(lines).isEmpty();
        passes(Duration.ofMillis(1));
        fail(4);
        fail(5);
        assertThat(line(Level.WARN)).contains("PT5M", "continues");
        assertThat(lines).isEmpty();
        passes(Outage.WARN_EVERY);
        fail(6);
        assertThat(line(Level.WARN)).contains("PT10M");
        assertThat(metrics.getOutage()).isEqualTo(1);
    }

    @Test
    void shouldSayThatItIsOverAndBeginAgain() {
        failUntilItIsAnOutage();
        line(Level.WARN);
        passes(Duration.ofSeconds(90));

        outage.left(Outage.ATTEMPTS);

        assertThat(line(Level.INFO)).contains("PT1M30S", "Outage over");
        assertThat(lines).isEmpty();
        assertThat(metrics.getOutage()).isZero();
        passes(Outage.WARN_EVERY);
        failUntilItIsAnOutage();
        assertThat(line(Level.WARN)).contains("PT0S");
        assertThat(metrics.getOutage()).isEqualTo(1);
    }

    @Test
    void shouldEndWhenTheLastBatchPastItsThirdAttemptIsGone() {
        failUntilItIsAnOutage();
        failUntilItIsAnOutage();
        fail(0);
        line(Level.WARN);

        outage.left(Outage.ATTEMPTS);
        outage.left(1);
        assertThat(metrics.getOutage()).isEqualTo(1);
        assertThat(lines).isEmpty();
        outage.left(Outage.ATTEMPTS);

        assertThat(metrics.getOutage()).isZero();
        assertThat(line(Level.INFO)).contains("Outage over");
    }

    @Test
    void shouldNotFloodTheLogWhenOneOutageFollowsAnother() {
        for (int i = 0; i < 40; i++) {
            failUntilItIsAnOutage();
            assertThat(metrics.getOutage()).isEqualTo(1);
            passes(Duration.ofSeconds(1));
            outage.left(Outage.ATTEMPTS);
        }

        line(Level.WARN);
        line(Level.INFO);
        assertThat(lines).isEmpty();
        passes(Outage.WARN_EVERY);
        failUntilItIsAnOutage();
        line(Level.WARN);
    }
}
