// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import io.millrace.config.MillraceConfig;
import io.millrace.local.process.Server;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.StreamMetrics;
import io.millrace.metrics.Metric;
import io.millrace.operations.verify.Verification;
import io.millrace.operations.verify.VerificationReport;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends events through a deployment that is ready, follows them, and verifies that each arrived. What dies meanwhile is restarted. */
final class Demo implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(500);
    /** When nothing has moved for this long, a look at the topics tells more than waiting. */
    private static final Duration QUIET = Duration.ofSeconds(15);
    /** Longer than any server takes to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_RESTARTS = 5;
    private static final long SEED = 20_260_101;

    private final Deployment deployment;
    private final DemoProgress progress;
    private final Latencies latencies = new Latencies();
    private final ObjectFolder objects;
    private final SampleSender sender;
    private final BatchTail tail;
    private final Map<String, Integer> restarts = new HashMap<>();
    private Counts counts = new Counts(0, 0, 0, 0, 0, 0, 0);
    private VerificationReport last;
    private long movedAt = System.nanoTime();

    Demo(Deployment deployment, DemoProgress progress) {
        MillraceConfig config = deployment.config();
        this.deployment = deployment;
        this.progress = progress;
        this.objects = new ObjectFolder(deployment.bucket());
        this.sender = SampleTraffic.to(deployment, SEED, SampleTraffic.SHOWING_FLAWS, PATIENCE, Map.of(), latencies);
        this.tail = new BatchTail(config.client("consumer"), config.pipelines(), latencies);
    }

    /** Sends no more events; {@link #run} then ends as soon as all of them are where they belong. */
    void stopSending() {
        sender.stop();
    }

    /** Returns when every event is accounted for, or nothing has moved for a minute. */
    DemoReport run(long events, long perSecond) throws InterruptedException {
        long begin = System.nanoTime();
        tail.start();
        sender.start(events, perSecond);
        MillraceConfig config = deployment.config();
        try (Verification verification = new Verification(config, config.pipelines(), true)) {
            while (true) {
                Thread.sleep(TICK.toMillis());
                look();
                boolean quiet = hasRestedFor(QUIET);
                if (quiet) {
                    deployment.sinks().requireNoneFailed();
                }
                if (sender.isDone() && (counts.isSettled() || quiet)) {
                    VerificationReport found = look(verification);
                    if (found.conserved() || hasRestedFor(PATIENCE)) {
                        progress.showNow(counts);
                        return report(found, movedAt - begin);
                    }
                }
            }
        }
    }

    private VerificationReport look(Verification verification) {
        VerificationReport found = verification.run();
        if (!found.equals(last)) {
            last = found;
            movedAt = System.nanoTime();
        }
        return found;
    }

    private void look() {
        Counts now = tail.counts(sender.acknowledged(), objects.count());
        if (counts.objects() == 0 && now.objects() > 0) {
            long upMillis = ManagementFactory.getRuntimeMXBean().getUptime();
            progress.say(String.format(Locale.ROOT, "First object %.1f s after the command", upMillis / 1e3));
        }
        if (!now.equals(counts)) {
            counts = now;
            movedAt = System.nanoTime();
        }
        progress.show(counts);
        deployment.revive().forEach(this::noteRestart);
    }

    private void noteRestart(Server server) {
        if (restarts.merge(server.name(), 1, Integer::sum) > MOST_RESTARTS) {
            throw new IllegalStateException(server.name() + " keeps dying; see " + server.logFile());
        }
        progress.say(server.name() + " had died, and is started again");
    }

    private boolean hasRestedFor(Duration limit) {
        return System.nanoTime() - movedAt > limit.toNanos();
    }

    private DemoReport report(VerificationReport found, long nanos) {
        StreamMetrics metrics = StreamMetrics.of(deployment.instances());
        Map<String, Long> late = new LinkedHashMap<>();
        found.pipelines().keySet().forEach(name -> late.put(name, metrics.sum(Metric.LATE, name)));
        long perSecond = Math.round(counts.sent() / (nanos / 1e9));
        return new DemoReport(
                deployment.config().profile().name(),
                found,
                late,
                perSecond,
                latencies.percentile(50),
                latencies.percentile(99));
    }

    @Override
    public void close() {
        sender.close();
        tail.close();
    }
}
