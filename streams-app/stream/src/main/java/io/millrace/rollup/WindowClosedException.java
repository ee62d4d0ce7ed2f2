// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.stages.Rollup;
import java.time.Instant;

/** All windows of a rollup that an event belongs to have closed. */
final class WindowClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Times are epoch milliseconds. */
    WindowClosedException(Rollup rollup, long timestamp, long watermark) {
        super("the last window of the rollup " + rollup.name() + " that it belongs to ended at "
                + Instant.ofEpochMilli(rollup.lastWindowEnd(timestamp)) + ", and with a grace of " + rollup.graceMs()
                + " ms it closed before " + Instant.ofEpochMilli(watermark) + ", the time of its partition");
    }
}
