// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.app.ConfigOptions;
import io.millrace.app.Health;
import io.millrace.app.HttpEndpoints;
import io.millrace.cli.ShortDuration;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.verify.Verification;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.operations.verify.account.Verdict;
import io.millrace.operations.verify.topics.VerificationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace verify}: is every event accounted for? */
@Command(
        name = "verify",
        description =
                "Checks, from topics and from where the sinks deliver alone, that every event is accounted for exactly"
                        + " once, and that every batch is in its object, and each of its events a document or row, where its pipeline says so.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Conserved.",
            "1:Not conserved: something is lost, duplicated or not where it should be; the output says what and where.",
            "2:Could not be determined: something that may hide a loss could not be read; the output says what and where."
        },
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyCommand.class);
    private static final int CONSERVED = 0;
    private static final int NOT_CONSERVED = 1;
    private static final int UNKNOWN = 2;

    @Mixin
    private ConfigOptions options;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "P",
            description = "One pipeline; default: all configured ones.")
    private String pipeline;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write the report as JSON.")
    private Path report;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = ShortDuration.class,
            defaultValue = "0s",
            description =
                    "Repeats until everything is conserved, at most for this long: 500ms, 30s, 5m. Default: checks once.")
    private Duration patience;

    @Option(
            names = "--deep",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Reads each object and compares it with its batch, event by event; --no-deep trusts names and metadata.")
    private boolean deep;

    @Option(
            names = "--from-first",
            description =
                    "Ignores everything before the first offset of a partition that a batch, dead letter or object accounts"
                            + " for: for pipelines that were set up on older topics, and buckets that drop old objects.")
    private boolean fromFirst;

    @ArgGroup(exclusive = false)
    private Repetition repetition;

    /** What makes a service of the command. */
    private static final class Repetition {
        @Option(
                names = "--every",
                paramLabel = "DURATION",
                required = true,
                converter = ShortDuration.class,
                description = {
                    "Goes on until it is told to stop. Each check judges what was on the topics when it began; it ends"
                            + " when all of that is conserved, or after this duration. Longer than max.age.ms of every pipeline.",
                    "Each reads the topics, and what the sinks have stored, from the beginning: what that costs says how often."
                })
        private Duration every;

        @Option(
                names = "--metrics-port",
                paramLabel = "PORT",
                defaultValue = "8095",
                description =
                        "With --every: where /metrics has the verdicts, on http.host; 0 picks a free one. Default: ${DEFAULT-VALUE}.")
        private int port;
    }

    @Override
    public Integer call() throws InterruptedException {
        MillraceConfig config = options.load(null);
        List<PipelineConfig> chosen = pipeline == null ? config.pipelines() : List.of(config.pipeline(pipeline));
        if (chosen.isEmpty()) {
            throw new ConfigException("No pipeline is configured (" + MillraceConfig.PIPELINES
                    + "=...); name a file with --config, or start the local stack, whose settings are used then");
        }
        return repetition == null ? check(config, chosen) : keepChecking(config, chosen);
    }

    private int check(MillraceConfig config, List<PipelineConfig> chosen) throws InterruptedException {
        try (Verification verification = new Verification(config, chosen, deep, fromFirst)) {
            VerificationReport found = verification.await(patience);
            if (report != null) {
                VerificationView.write(VerificationView.json(found), report);
            }
            print(spec.commandLine().getOut(), VerificationView.text(found));
            return exitCode(found.verdict());
        } catch (ConfigException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Whatever it is, it does not prove a loss, which exit code 1 would claim.
            return unknown(e);
        }
    }

    private int keepChecking(MillraceConfig config, List<PipelineConfig> chosen) throws InterruptedException {
        requireRoomFor(chosen);
        // A setting with which no check can be made ends the command now.
        new Verification(config, chosen, deep, fromFirst).close();
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List<String> names = chosen.stream().map(PipelineConfig::name).toList();
        Verdicts verdicts = new Verdicts(metrics, repetition.every, names);
        String host = config.http().host();
        PrintWriter out = spec.commandLine().getOut();
        try (HttpEndpoints http = new HttpEndpoints(
                        host,
                        repetition.port,
                        "--metrics-port",
                        metrics,
                        () -> new Health(true, true, verdicts.text()));
                RepeatedChecks checks = new RepeatedChecks(
                        chosen,
                        pipeline -> new Verification(config, List.of(pipeline), deep, fromFirst),
                        repetition.every,
                        verdicts,
                        line -> print(out, line + '\n'))) {
            http.start();
            checks.start();
            print(
                    out,
                    "Checking " + String.join(", ", names) + "; verdicts at http://" + host + ':' + http.port()
                            + "/metrics\n");
            new CountDownLatch(1).await();
            return CONSERVED;
        }
    }

    /** What is open is neither batched nor lost. */
    private void requireRoomFor(List<PipelineConfig> chosen) {
        if (!patience.isZero() || report != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--every does not go with --wait or --report: each check waits for as long as --every says");
        }
        for (PipelineConfig pipeline : chosen) {
            if (repetition.every.toMillis() <= pipeline.maxAgeMs()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--every " + repetition.every.toMillis() + " ms is not longer than max.age.ms of "
                                + pipeline.name() + " (" + pipeline.maxAgeMs()
                                + "), for which events may be open: they would be taken for lost");
            }
        }
    }

    private int unknown(Exception e) {
        LOG.atDebug().setCause(e).log("The verification failed");
        print(spec.commandLine().getErr(), "verify: it could not be determined: " + reason(e) + '\n');
        return UNKNOWN;
    }

    /** What is not of our own making has its cause with it, since that is where clients say what is wrong. */
    static String reason(Exception e) {
        if (e instanceof VerificationException) {
            return e.getMessage();
        }
        return e.getCause() == null ? e.toString() : e + ", caused by " + e.getCause();
    }

    private static int exitCode(Verdict verdict) {
        return switch (verdict) {
            case CONSERVED -> CONSERVED;
            case NOT_CONSERVED -> NOT_CONSERVED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static void print(PrintWriter to, String text) {
        to.print(text);
        to.flush();
    }
}
