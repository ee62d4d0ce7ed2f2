// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.profiles.ProfilesCommand;
import io.millrace.e2e.kit.Delivered;
import io.millrace.e2e.kit.Feeder;
import io.millrace.e2e.kit.Sent;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.server.Settings;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamInstance;
import io.millrace.local.stack.StreamPorts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Profiles are switched while events flow, on three brokers and two stream processes. */
class ProfileSwitchIT {
    private static final int PARTITIONS = 4;
    private static final int SOME = 3_000;
    private static final int DISAGREED = 1;
    private static final int UNKNOWN = 2;

    @TempDir
    static Path folder;

    private static Deployment deployment;
    private static Path settings;
    private static Sent sent;

    @BeforeAll
    static void start() {
        Plan plan = Plan.of(
                StackPorts.free(3),
                List.of(StreamPorts.free(), StreamPorts.free()),
                List.of(),
                Map.of("pipelines", "logs", "pipelines.logs.format", "JSON", "profile", "throughput"));
        settings = folder.resolve("millrace.properties");
        Settings.write(settings, plan.settings());
        deployment = new Deployment(new Site(folder, Lifetime.ATTACHED), plan);
        deployment.start(line -> {});
        sent = new Sent(deployment.stack().bootstrapServers(), "logs.events");
    }

    @AfterAll
    static void stop() {
        sent.close();
        deployment.close();
    }

    private record Outcome(int exitCode, String output) {}

    private static Outcome profiles(String... arguments) {
        return profiles(line -> {}, arguments);
    }

    /** {@code watcher} sees each line as it is printed. */
    private static Outcome profiles(Consumer<String> watcher, String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter out = new PrintWriter(output) {
            @Override
            public void println(String line) {
                super.println(line);
                watcher.accept(line);
            }
        };
        int exitCode = new CommandLine(new ProfilesCommand())
                .setOut(out)
                .setErr(out)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    out.println(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
        return new Outcome(exitCode, output.toString());
    }

    private static String switchTo(String profile) {
        Outcome outcome = profiles("switch", profile, "--config", settings.toString());
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(current().exitCode()).as(current().output()).isZero();
        return outcome.output();
    }

    private static Outcome current() {
        return profiles("current", "--config", settings.toString());
    }

    private static void awaitFurtherEvents() {
        int before = sent.ids.size();
        await().until(() -> sent.ids.size() > before + SOME);
    }

    @Test
    void shouldLoseAndRepeatNothingWhileProfilesAreSwitchedUnderLoad() throws Exception {
        try (Feeder feeder = new Feeder(sent, PARTITIONS)) {
            awaitFurtherEvents();

            for (String profile : List.of("durability", "latency", "throughput", "durability")) {
                assertThat(switchTo(profile)).contains("Risk: ");
                assertThat(current().output()).contains(profile);
                assertThat(settings).content().contains("profile=" + profile);
                awaitFurtherEvents();
            }

            feeder.stop();
            Delivered.checkExactlyOnce(deployment, sent);
        }
    }

    @Test
    void shouldResumeASwitchThatAKilledProcessInterrupted() throws Exception {
        Path own = Files.writeString(
                folder.resolve("own.properties"),
                "extend=durability\ndefaults.window.ms=3000\ndefaults.grace.ms=500\ndefaults.max.age.ms=2000\n");
        switchTo("durability");
        try (Feeder feeder = new Feeder(sent, PARTITIONS)) {
            awaitFurtherEvents();
            StreamInstance second = deployment.instances().get(1);

            Outcome interrupted = profiles(
                    line -> {
                        if (line.contains(" switched from ")) {
                            second.kill();
                        }
                    },
                    "switch",
                    own.toString(),
                    "--config",
                    settings.toString());

            assertThat(interrupted.exitCode()).as(interrupted.output()).isEqualTo(1);
            assertThat(interrupted.output()).contains("1 of 2 processes run own", "resumes");
            assertThat(settings).content().contains("profile=durability");
            assertThat(current().exitCode()).isEqualTo(UNKNOWN);
            second.start();
            second.awaitReady();
            assertThat(current().exitCode()).as(current().output()).isEqualTo(DISAGREED);
            assertThat(switchTo(own.toString())).contains("already runs own", "switched from");
            awaitFurtherEvents();

            feeder.stop();
            Delivered.checkExactlyOnce(deployment, sent);
        }
    }

    @Test
    void shouldChangeNothingForAProfileThatDoesNotFit() throws Exception {
        Path own = Files.writeString(
                folder.resolve("unfit.properties"), "extend=latency\nkafka.gateway.producer.enable.idempotence=true\n");
        String before = current().output();

        Outcome refused = profiles("switch", own.toString(), "--config", settings.toString());

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output())
                .contains("kafka.gateway.producer.acks=1")
                .contains("kafka.gateway.producer.enable.idempotence=false");
        assertThat(current().output()).isEqualTo(before);
    }

    @Test
    void shouldSayHowFarItCameWhenConnectDoesNotAnswer() throws Exception {
        switchTo("throughput");
        Path elsewhere = Files.writeString(
                folder.resolve("elsewhere.properties"),
                Files.readString(settings) + "\nconnect.url=http://127.0.0.1:1\n");

        Outcome before = profiles("switch", "durability", "--config", elsewhere.toString());
        Outcome after = profiles("switch", "latency", "--config", elsewhere.toString());

        assertThat(before.exitCode()).as(before.output()).isEqualTo(1);
        assertThat(before.output()).contains("does not answer", "no process was touched", "resumes");
        assertThat(after.exitCode()).as(after.output()).isEqualTo(1);
        assertThat(after.output()).contains("does not answer", "all processes run latency", "resumes");
        assertThat(elsewhere).content().contains("profile=throughput");
        assertThat(switchTo("latency")).contains("already runs latency");
    }
}
