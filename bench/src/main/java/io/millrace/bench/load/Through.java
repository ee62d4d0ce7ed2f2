package io.millrace.bench.load;

import io.millrace.local.server.Patience;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits for events to come out. */
public final class Through {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Through() {}

    /**
     * Returns when as many have come out as are expected.
     *
     * @param out asked often; may throw when there is nothing to wait for any more
     * @throws NotThroughException when that takes longer than a minute
     */
    public static void await(String run, long expected, LongSupplier out) {
        if (!Patience.await(LIMIT, () -> out.getAsLong() >= expected)) {
            throw new NotThroughException(run, out.getAsLong(), expected);
        }
    }
}
