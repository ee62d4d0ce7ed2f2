// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sends about a thousand events a second until it is stopped, whatever happens to the servers. */
public final class Feeder implements AutoCloseable {
    private static final int EVENTS = 100;
    private static final long PAUSE_MS = 100;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> sending;

    public Feeder(Sent sent, int partitions) {
        sending =
                thread.scheduleWithFixedDelay(() -> sent.send(EVENTS, partitions), 0, PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    /** Returns when what is being sent is acknowledged. */
    public void stop() throws Exception {
        if (sending.isDone()) {
            sending.get();
        }
        thread.shutdown();
        if (!thread.awaitTermination(120, TimeUnit.SECONDS)) {
            throw new AssertionError("The last events are not acknowledged");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
