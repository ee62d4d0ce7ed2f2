// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done again and again beside the requests. One that fails is logged and done again. */
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
    /** One more than there are chores that may wait for others: a file, a registry, an issuer, a switch. */
    private static final int THREADS = 5;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread daemon = new Thread(task, "chores");
        daemon.setDaemon(true);
        return daemon;
    });

    void every(long millis, String what, Runnable chore) {
        Runnable guarded = () -> {
            try {
                chore.run();
            } catch (RuntimeException | Error e) {
                LOG.atError().addKeyValue("what", what).setCause(e).log("A chore failed");
            }
        };
        Future<?> unused = threads.scheduleWithFixedDelay(guarded, 0, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
