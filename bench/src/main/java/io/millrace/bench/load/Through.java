// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.load;

import io.millrace.local.process.Await;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits for events to come out. */
public final class Through {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Through() {}

    /**
     * Returns when as many have come out as are expected, however long that takes.
     *
     * @param out asked often; may throw when there is nothing to wait for any more
     * @throws NotThroughException when nothing more has come out for a minute
     */
    public static void await(String run, long expected, LongSupplier out) {
        for (long before = out.getAsLong(); before < expected; before = out.getAsLong()) {
            long last = before;
            if (!Await.await(LIMIT, () -> out.getAsLong() > last)) {
                throw new NotThroughException(run, last, expected);
            }
        }
    }
}
