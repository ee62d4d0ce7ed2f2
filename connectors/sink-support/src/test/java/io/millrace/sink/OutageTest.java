package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class OutageTest {
    private static final Parcel PARCEL =
            new Parcel(TestBatches.record(new TopicPartition("clicks.batches", 2), 11, null));

    private final Queue<SubstituteLoggingEvent> lines = new ArrayDeque<>();
    private final SinkMetrics metrics = new SinkMetrics();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Outage outage = new Outage(
            "destination",
            () -> now,
            metrics,
            new EventRecordingLogger(new SubstituteLogger("outage", lines, false), lines));

    private void fail(int attempt) {
        outage.failed(attempt, PARCEL, new IOException("away"));
    }

    private void failUntilItIsAnOutage() {
        for (int attempt = 0; attempt < Outage.ATTEMPTS; attempt++) {
            fail(attempt);
        }
    }

    private void passes(Duration time) {
        now = now.plus(time);
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
        outage.over();
        outage.left();

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
        assertThat(line(Level.WARN)).contains("PT5M", "goes on");
        assertThat(lines).isEmpty();
        passes(Outage.WARN_EVERY);
        fail(6);
        assertThat(line(Level.WARN)).contains("PT10M");
        assertThat(metrics.getOutage()).isEqualTo(1);
    }

    @Test
    void shouldSayThatItIsOverAndBeginAnew() {
        failUntilItIsAnOutage();
        line(Level.WARN);
        passes(Duration.ofSeconds(90));

        outage.over();
        outage.left();

        assertThat(line(Level.INFO)).contains("PT1M30S", "Outage over");
        assertThat(lines).isEmpty();
        assertThat(metrics.getOutage()).isZero();
        passes(Outage.WARN_EVERY);
        failUntilItIsAnOutage();
        assertThat(line(Level.WARN)).contains("PT0S");
        assertThat(metrics.getOutage()).isEqualTo(1);
    }

    @Test
    void shouldEndWhenTheLastBatchThatFailedIsGone() {
        failUntilItIsAnOutage();
        fail(0);
        line(Level.WARN);

        outage.left();
        assertThat(metrics.getOutage()).isEqualTo(1);
        outage.left();

        assertThat(metrics.getOutage()).isZero();
        assertThat(line(Level.INFO)).contains("out of sight");
    }
}
