// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import io.millrace.cli.verify.VerificationView;
import io.millrace.config.ConfigSources;
import io.millrace.local.ProfileOption;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.GatewayPorts;
import io.millrace.local.stack.Guard;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.ProjectFolder;
import io.millrace.local.stack.StreamPorts;
import io.millrace.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace demo}. */
@Command(
        name = "demo",
        description = {
            "Shows events becoming objects in S3, documents in OpenSearch and rows in PostgreSQL, and accounts for every single one.",
            "It starts a stack of its own on free ports and sends realistic events to three pipelines: one in a hundred is broken,"
                    + " one late, one repeated. One in ten logs goes through the gateway.",
            "Everything is stopped at the end; the objects stay, below .millrace/demo in the project folder, those of the last"
                    + " two demos. It disturbs no stack that is up, and no other demo.",
            "Try kill -9 on one of its processes meanwhile: it is started again, and nothing is lost or duplicated."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:Conserved.", "1:Not conserved, or it failed; the output says what."},
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    /** Set by the launcher when standard output is a terminal. */
    private static final String TERMINAL = "millrace.terminal";

    private static final long ENDLESS = Long.MAX_VALUE;
    private static final long ENDLESS_RATE = 2_000;

    @Option(names = "--events", paramLabel = "N", description = "How many events to send; default: until Ctrl-C.")
    private Long events;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Events a second; default: as fast as possible, or 2000 when it runs until Ctrl-C.")
    private Long rate;

    @Mixin
    private ProfileOption profile;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write the report as JSON.")
    private Path report;

    @Spec
    private CommandSpec spec;

    private final CountDownLatch ended = new CountDownLatch(1);
    private Deployment deployment;
    private volatile Demo endless;
    private volatile int exitCode = 1;

    @Override
    public Integer call() throws Exception {
        requirePositive("--events", events);
        requirePositive("--rate", rate);
        DemoProgress progress = new DemoProgress(spec.commandLine().getOut(), Boolean.getBoolean(TERMINAL));
        Path folder = new DemoFolders(ProjectFolder.demos()).fresh();
        Plan plan = Plan.of(
                StackPorts.free(1),
                List.of(StreamPorts.free()),
                List.of(GatewayPorts.free()),
                List.of(),
                profile.over(ConfigSources.read(ProjectFolder.samplePipelines())));
        Deployment made = new Deployment(new Site(folder, Lifetime.ATTACHED), plan);
        deployment = made;
        try (Guard guard = new Guard(() -> interrupted(progress))) {
            try (made) {
                exitCode = demonstrate(progress, folder);
            } catch (RuntimeException | IOException | InterruptedException e) {
                if (endless == null) {
                    guard.awaitEndIfTriggered();
                }
                throw e;
            } finally {
                ended.countDown();
            }
        }
        return exitCode;
    }

    private static void requirePositive(String option, Long value) {
        if (value != null && value < 1) {
            throw new ConfigException(option, value, "1 or more");
        }
    }

    private int demonstrate(DemoProgress progress, Path folder) throws IOException, InterruptedException {
        progress.say(
                "Starting Kafka, schema registry, Connect, S3, OpenSearch, PostgreSQL, a stream process and a gateway in "
                        + folder);
        Profile chosen = deployment.config().profile();
        progress.say("Profile " + chosen.name() + ". " + chosen.promise());
        progress.say("It risks: " + chosen.risk());
        deployment.start(progress::say);
        try (Demo demo = new Demo(deployment, progress)) {
            if (events == null) {
                endless = demo;
            }
            long perSecond = rate != null ? rate : events == null ? ENDLESS_RATE : SampleSender.UNLIMITED;
            DemoReport found = demo.run(events == null ? ENDLESS : events, perSecond);
            tell(found, progress);
            return found.conserved() ? 0 : 1;
        }
    }

    private void tell(DemoReport found, DemoProgress progress) throws IOException {
        progress.say("");
        progress.say(found.text());
        if (found.conserved()) {
            progress.say(
                    "Conserved: every event is accounted for exactly once, and every batch is where it should be.");
        } else {
            progress.say("NOT CONSERVED. " + VerificationView.text(found.verification()));
        }
        progress.say("");
        progress.say("Objects   " + deployment.bucket());
        new ObjectFolder(deployment.bucket())
                .example()
                .ifPresent(object -> progress.say("Look      zcat " + object + " | head -3"));
        if (report != null) {
            VerificationView.write(found.json(), report);
            progress.say("Report    " + report);
        }
    }

    /** Ends an endless demo as if its events had been counted; breaks off any other. */
    private void interrupted(DemoProgress progress) {
        Demo running = endless;
        if (running == null) {
            progress.say("Interrupted: stopping");
            deployment.cancel();
            return;
        }
        progress.say("Stopping: waiting for the events that are on their way");
        running.stopSending();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
