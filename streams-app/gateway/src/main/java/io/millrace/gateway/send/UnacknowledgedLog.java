// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why events of a pipeline were not acknowledged, at most once a minute: while a broker is away, every request fails. */
public final class UnacknowledgedLog {
    private static final Logger LOG = LoggerFactory.getLogger(UnacknowledgedLog.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String pipeline;
    private final AtomicLong next;

    /** {@code now} is of {@link System#nanoTime}, here as everywhere. */
    public UnacknowledgedLog(String pipeline, long now) {
        this.pipeline = pipeline;
        next = new AtomicLong(now);
    }

    /** Returns whether it was said. */
    public boolean say(Exception why, long now) {
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + QUIET_NANOS)) {
            return false;
        }
        LOG.atWarn()
                .addKeyValue("pipeline", pipeline)
                .addKeyValue("why", String.valueOf(why))
                .log("Events were not acknowledged; their clients were asked to repeat them");
        return true;
    }
}
