// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says what an idle redrive waits for: each new thing once, and the same one again every minute. */
public final class Waiting {
    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Consumer<String> progress;
    private final LongSupplier nanoTime;
    private String said;
    private long saidAt;

    /** {@code nanoTime} is that of a monotonic clock. */
    public Waiting(Consumer<String> progress, LongSupplier nanoTime) {
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    void on(String what) {
        long now = nanoTime.getAsLong();
        if (!what.equals(said) || now - saidAt >= EVERY_NANOS) {
            progress.accept("Waiting: " + what);
            said = what;
            saidAt = now;
        }
    }

    void end() {
        said = null;
    }
}
