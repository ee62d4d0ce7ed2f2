package io.millrace.sink;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells one system's outage from a passing hiccup: WARN when a batch has failed {@value #ATTEMPTS} times in a row and
 * every {@link #WARN_EVERY} from then on, INFO when a delivery succeeds again, or when no batch that failed waits any
 * more. Thread-safe.
 */
final class Outage {
    static final int ATTEMPTS = 3;
    static final Duration WARN_EVERY = Duration.ofMinutes(5);

    private final String system;
    private final InstantSource clock;
    private final SinkMetrics metrics;
    private final Logger log;
    private int waiting;
    private long since = -1;
    private long warnedAt;

    Outage(String system, InstantSource clock, SinkMetrics metrics) {
        this(system, clock, metrics, LoggerFactory.getLogger(Outage.class));
    }

    Outage(String system, InstantSource clock, SinkMetrics metrics, Logger log) {
        this.system = system;
        this.clock = clock;
        this.metrics = metrics;
        this.log = log;
    }

    /**
     * {@code attempt} of a batch, counted from 0, has failed for a reason that may pass. After the first of them the batch
     * waits until {@link #left}.
     */
    synchronized void failed(int attempt, Parcel parcel, Exception cause) {
        long now = clock.millis();
        if (attempt == 0) {
            waiting++;
        }
        if (since < 0 && attempt + 1 >= ATTEMPTS) {
            since = now;
            metrics.outageBegan();
            warn(now, parcel, cause, "Outage: deliveries wait and are repeated, offsets stay");
        } else if (since >= 0 && now - warnedAt >= WARN_EVERY.toMillis()) {
            warn(now, parcel, cause, "Outage goes on: deliveries wait and are repeated, offsets stay");
        }
    }

    private void warn(long now, Parcel parcel, Exception cause, String what) {
        warnedAt = now;
        about(log.atWarn(), now)
                .addKeyValue("topic", parcel.partition().topic())
                .addKeyValue("partition", parcel.partition().partition())
                .addKeyValue("offset", parcel.offset())
                .addKeyValue("reason", cause)
                .log(what);
    }

    private LoggingEventBuilder about(LoggingEventBuilder line, long now) {
        return line.addKeyValue("system", system).addKeyValue("lasted", Duration.ofMillis(now - since));
    }

    /** A delivery has succeeded. */
    synchronized void over() {
        end("Outage over");
    }

    /** A batch that had {@link #failed} is settled, or its partition is revoked. */
    synchronized void left() {
        waiting--;
        if (waiting == 0) {
            end("Outage out of sight: no batch waits for its end any more");
        }
    }

    private void end(String how) {
        if (since >= 0) {
            about(log.atInfo(), clock.millis()).log(how);
            since = -1;
            metrics.outageEnded();
        }
    }
}
