// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells one system's outage from a passing hiccup. It begins when a batch has failed {@value #ATTEMPTS} times in a row, and
 * ends when no such batch waits any more, however many others are delivered meanwhile. At most one WARN in
 * {@link #WARN_EVERY}, also when one outage follows another. Thread-safe.
 */
final class Outage {
    static final int ATTEMPTS = 3;
    static final Duration WARN_EVERY = Duration.ofMinutes(5);

    private final String system;
    private final LongSupplier nanoTime;
    private final SinkMetrics metrics;
    private final Logger log;
    private int waiting;
    private long since;
    private long warnedAt;
    private boolean hasWarned;
    private boolean isTold;

    /** {@code nanoTime} is that of a monotonic clock. */
    Outage(String system, LongSupplier nanoTime, SinkMetrics metrics) {
        this(system, nanoTime, metrics, LoggerFactory.getLogger(Outage.class));
    }

    Outage(String system, LongSupplier nanoTime, SinkMetrics metrics, Logger log) {
        this.system = system;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        this.log = log;
    }

    /** {@code attempt} of a batch, counted from 0, has failed for a reason that may pass. */
    synchronized void failed(int attempt, BatchRecord batchRecord, Exception cause) {
        if (attempt + 1 < ATTEMPTS) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (attempt + 1 == ATTEMPTS) {
            waiting++;
            begin(now);
        }
        if (!hasWarned || now - warnedAt >= WARN_EVERY.toNanos()) {
            warn(now, batchRecord, cause);
        }
    }

    private void begin(long now) {
        if (waiting == 1) {
            since = now;
            metrics.outageBegan();
        }
    }

    private void warn(long now, BatchRecord batchRecord, Exception cause) {
        about(log.atWarn(), now)
                .addKeyValue("waiting", waiting)
                .addKeyValue("topic", batchRecord.partition().topic())
                .addKeyValue("partition", batchRecord.partition().partition())
                .addKeyValue("offset", batchRecord.offset())
                .addKeyValue("reason", cause)
                .log((isTold ? "Outage continues" : "Outage")
                        + ": deliveries are retried and their offsets not committed");
        hasWarned = true;
        isTold = true;
        warnedAt = now;
    }

    private LoggingEventBuilder about(LoggingEventBuilder line, long now) {
        return line.addKeyValue("system", system).addKeyValue("lasted", Duration.ofNanos(now - since));
    }

    /** A batch is finished after {@code failed} failures in a row, or its partition is revoked. */
    synchronized void left(int failed) {
        if (failed < ATTEMPTS) {
            return;
        }
        waiting--;
        if (waiting == 0) {
            metrics.outageEnded();
            if (isTold) {
                about(log.atInfo(), nanoTime.getAsLong()).log("Outage over: no batch is waiting any more");
            }
            isTold = false;
        }
    }
}
