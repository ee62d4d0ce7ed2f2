// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

import io.millrace.config.PipelineConfig;
import io.millrace.operations.verify.Verification;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.operations.verify.account.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks each pipeline again and again, by itself, so that one that cannot be checked does not hide another. Each check reads the
 * topics anew: it knows no more and no less than the command without {@code --every}, and what it keeps is gone with it.
 */
final class RepeatedChecks implements AutoCloseable {
    private final List<PipelineConfig> pipelines;
    private final Function<PipelineConfig, Verification> verifications;
    private final Duration every;
    private final Verdicts verdicts;
    private final Consumer<String> out;
    private final ExecutorService threads;

    /** @param out takes whole lines, from any thread */
    RepeatedChecks(
            List<PipelineConfig> pipelines,
            Function<PipelineConfig, Verification> verifications,
            Duration every,
            Verdicts verdicts,
            Consumer<String> out) {
        this.pipelines = List.copyOf(pipelines);
        this.verifications = verifications;
        this.every = every;
        this.verdicts = verdicts;
        this.out = out;
        threads = Executors.newCachedThreadPool(task -> {
            Thread daemon = new Thread(task, "verify");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    void start() {
        for (PipelineConfig pipeline : pipelines) {
            threads.execute(() -> repeat(pipeline));
        }
    }

    private void repeat(PipelineConfig pipeline) {
        try {
            for (long next = System.nanoTime(); true; next += every.toNanos()) {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                check(pipeline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(PipelineConfig pipeline) throws InterruptedException {
        try (Verification verification = verifications.apply(pipeline)) {
            VerificationReport report = verification.settle(every);
            if (!report.conserved()) {
                report.findings().forEach(out);
            }
            conclude(pipeline, report.verdict(), VerificationView.conclusion(report));
        } catch (RuntimeException e) {
            conclude(pipeline, Verdict.UNKNOWN, "It could not be determined: " + VerifyCommand.reason(e));
        }
    }

    private void conclude(PipelineConfig pipeline, Verdict verdict, String words) {
        Instant now = Instant.now();
        verdicts.found(pipeline.name(), verdict, now);
        out.accept(now.truncatedTo(ChronoUnit.SECONDS) + " " + pipeline.name() + ": " + words);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
