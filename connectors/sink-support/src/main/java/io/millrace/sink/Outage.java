package io.millrace.sink;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one system's outage from a passing hiccup, and says so once: WARN when a batch has failed {@value #ATTEMPTS} times
 * in a row, INFO when a delivery succeeds again. Thread-safe.
 */
final class Outage {
    static final int ATTEMPTS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String system;
    private final InstantSource clock;
    private final SinkMetrics metrics;
    private long since = -1;

    Outage(String system, InstantSource clock, SinkMetrics metrics) {
        this.system = system;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** {@code attempt} of a batch, counted from 0, has failed for a reason that may pass. */
    synchronized void failed(int attempt, Parcel parcel, Exception cause) {
        if (since < 0 && attempt + 1 >= ATTEMPTS) {
            since = clock.millis();
            metrics.outageBegan();
            LOG.atWarn()
                    .addKeyValue("system", system)
                    .addKeyValue("topic", parcel.partition().topic())
                    .addKeyValue("partition", parcel.partition().partition())
                    .addKeyValue("offset", parcel.offset())
                    .addKeyValue("reason", cause)
                    .log("Outage: deliveries wait and are repeated, offsets stay");
        }
    }

    synchronized void over() {
        if (since >= 0) {
            Duration lasted = Duration.ofMillis(clock.millis() - since);
            since = -1;
            metrics.outageEnded();
            LOG.atInfo()
                    .addKeyValue("system", system)
                    .addKeyValue("lasted", lasted)
                    .log("Outage over");
        }
    }
}
