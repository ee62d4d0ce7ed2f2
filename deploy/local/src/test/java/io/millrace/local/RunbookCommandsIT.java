// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.config.ConfigSources;
import io.millrace.local.demo.Latencies;
import io.millrace.local.demo.SampleSender;
import io.millrace.local.demo.SampleTraffic;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.GatewayPorts;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.ProjectFolder;
import io.millrace.local.stack.StreamPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What runbooks say to type first works, and in health says what they promise: nobody wants to find out otherwise in the night. */
class RunbookCommandsIT {
    private static final int EVENTS_PER_SECOND = 200;
    /** Some wait for Kafka while others compute. */
    private static final int AT_A_TIME = 3;

    private static final String UP = "up";

    private final StackPorts ports = StackPorts.free(1);
    private final StreamPorts stream = StreamPorts.free();
    private final GatewayPorts gateway = GatewayPorts.free();
    private final int verdicts = Ports.free();

    @RegisterExtension
    final Cli millrace = new Cli();

    @Test
    void shouldTellWhatTheyPromise() throws Exception {
        // Given
        Plan plan = Plan.of(
                ports,
                List.of(stream),
                List.of(gateway),
                List.of(),
                ConfigSources.read(ProjectFolder.samplePipelines()));
        UpFolder up = new UpFolder(millrace.traces().resolve(UP));
        up.save(plan);
        millrace.copyLauncher();
        List<RunbookLine> lines = RunbookLine.in(ProjectFolder.deploy().resolve("runbooks"));
        assertThat(lines).hasSizeGreaterThan(50);
        assertThat(RunbookLine.unmade(lines)).isEmpty();
        try (Deployment deployment = new Deployment(new Site(up.folder(), Lifetime.ATTACHED), plan)) {
            deployment.start(line -> {});
            deployment.sinks().awaitRunning();
            List<String> faults = new ArrayList<>(feed(
                    deployment, lines.stream().filter(RunbookLine::needsLoad).toList()));
            Process repeated = repeatedChecks();
            try {
                assertThat(millrace.type("./millrace verify --wait 5m").output())
                        .contains("Conserved");
                awaitVerdicts();

                // When, Then
                faults.addAll(faultsOf(
                        lines.stream().filter(line -> !line.needsLoad()).toList()));
                assertThat(faults).isEmpty();
                RunbookLine broken =
                        new RunbookLine("curl -s localhost:8090/metrics | grep -E 'oldest_open|max_aeg'", Set.of());
                assertThat(faultsOf(List.of(broken))).singleElement().asString().contains("nothing of max_aeg");
            } finally {
                repeated.destroy();
                repeated.waitFor();
            }
        }
    }

    /** Some of them broken, so that there are dead letters to list. Returns what is wrong with {@code lines} meanwhile. */
    private List<String> feed(Deployment deployment, List<RunbookLine> lines) throws Exception {
        try (SampleSender sender = SampleTraffic.to(
                deployment, 1, SampleTraffic.SHOWING_FLAWS, Duration.ofMinutes(1), Map.of(), new Latencies())) {
            sender.start(Long.MAX_VALUE, EVENTS_PER_SECOND);
            List<String> faults = faultsOf(lines);
            sender.stop();
            await().until(sender::isDone);
            return faults;
        }
    }

    private Process repeatedChecks() throws IOException {
        return millrace.shell("exec ./millrace verify --every 30s --metrics-port " + verdicts)
                .redirectErrorStream(true)
                .redirectOutput(millrace.folder().resolve("verify.log").toFile())
                .start();
    }

    private void awaitVerdicts() {
        await().until(() -> millrace.type("curl -s localhost:" + verdicts + "/ready")
                        .output()
                        .lines()
                        .count()
                == 3);
    }

    private List<String> faultsOf(List<RunbookLine> lines) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<String>> answers = new ArrayList<>();
            lines.forEach(line -> answers.add(threads.submit(() -> faultOf(line.with(this::filledIn)))));
            List<String> faults = new ArrayList<>();
            for (Future<String> answer : answers) {
                faults.add(answer.get());
            }
            faults.removeIf(String::isEmpty);
            return faults;
        } finally {
            threads.shutdownNow();
        }
    }

    private String faultOf(RunbookLine line) throws IOException, InterruptedException {
        Cli.Result answer = millrace.type(line.command());
        List<String> faults = line.faultsOf(answer);
        return faults.isEmpty() ? "" : line.command() + ": " + faults + '\n' + answer.output();
    }

    /** As a person would, for this stack instead of the usual one. */
    private String filledIn(String command) {
        Map<String, Integer> here = Map.of(
                "8083", ports.connect(),
                "8084", ports.sinkMetrics(),
                "8090", stream.http(),
                "8095", verdicts,
                "8290", gateway.http());
        String filled = Pattern.compile("localhost:(\\d+)")
                .matcher(command)
                .replaceAll(found -> "localhost:" + here.get(found.group(1)));
        return filled.replace("PIPELINE", "logs")
                .replace("NAME", "s3-logs")
                .replace("FILE", ".millrace/up/millrace.properties")
                .replace("--for 30s", "--for 10s")
                .replace("logs kafka-1", "logs kafka")
                .replace("PID", pid(command.contains("task-thread") ? "connect" : "stream-0"));
    }

    private String pid(String process) {
        try {
            Path file = millrace.traces().resolve(UP).resolve("run").resolve(process + ".pid");
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("no pid of " + process, e);
        }
    }
}
