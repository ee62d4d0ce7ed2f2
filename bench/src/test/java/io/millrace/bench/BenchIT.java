// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.app.Commands;
import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/**
 * All scenarios in small, once, for {@code -Dmillrace.bench.all=true}: it takes minutes. Seconds mean nothing here; what is asserted of
 * figures holds on any machine.
 */
@EnabledIfSystemProperty(named = "millrace.bench.all", matches = "true")
class BenchIT {
    @TempDir
    static Path folder;

    private static JsonNode report;

    @BeforeAll
    static void measureAll() throws Exception {
        Path file = folder.resolve("report.json");
        assertThat(bench("--small", "--rounds", "1", "--report", file.toString()))
                .isZero();
        report = new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void shouldMeasureEveryRunOfEveryScenario() {
        // When, Then
        assertThat(report.get("scenarios")).hasSameSizeAs(unnamed());
        for (Scenario scenario : unnamed()) {
            for (Run run : scenario.runs()) {
                if (run.onlyWhenNamed()) {
                    continue;
                }
                assertThat(report.get("runs").path(run.name()).path("median"))
                        .as(run.name())
                        .isNotEmpty();
            }
        }
    }

    /** One profile that needs transactions, and one that does without. */
    @Test
    void shouldMeasureProfilesAndAccountForEveryEvent() throws Exception {
        // Given
        Path file = folder.resolve("profiles.json");

        // When
        int code = bench(
                "--small", "--rounds", "1", "--report", file.toString(), "latency-1-broker", "durability-1-broker");

        // Then
        assertThat(code).isZero();
        JsonNode runs = new ObjectMapper().readTree(file.toFile()).get("runs");
        for (String run : List.of("latency-1-broker", "durability-1-broker")) {
            JsonNode figures = runs.get(run).get("median");
            assertThat(figures.get("events").asLong()).as(run).isPositive();
            assertThat(figures.get("lost").asLong()).as(run).isZero();
            assertThat(figures.get("deadLettered").asLong()).as(run).isZero();
        }
        assertThat(runs.at("/durability-1-broker/median/duplicated").asLong()).isZero();
    }

    @Test
    void shouldHaveAValueForEveryClaim() {
        // When, Then
        for (JsonNode scenario : report.get("scenarios")) {
            Scenario declared = Scenarios.all().stream()
                    .filter(one -> one.name().equals(scenario.get("name").asText()))
                    .findFirst()
                    .orElseThrow();
            List<String> unmeasured = declared.runs().stream()
                    .filter(Run::onlyWhenNamed)
                    .map(Run::name)
                    .toList();
            assertThat(scenario.path("claims").findValuesAsText("says"))
                    .as(declared.name())
                    .containsExactlyElementsOf(declared.claims().stream()
                            .filter(claim -> !unmeasured.contains(claim.of().run()))
                            .map(Claim::says)
                            .toList());
        }
    }

    @Test
    void shouldLeaveNothingBehind() {
        // When, Then
        assertThat(ClassPaths.home()
                        .resolve(
                                ".millrace/bench/bed-" + ProcessHandle.current().pid()))
                .doesNotExist();
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void shouldRefuseWhatItCannotDoBeforeAnythingStarts() {
        // When, Then
        assertThat(bench("no-such-run")).isEqualTo(2);
        assertThat(bench("--rounds", "0")).isEqualTo(2);
        assertThat(bench("--report", folder.resolve("missing/report.json").toString()))
                .isEqualTo(2);
        assertThat(bench("--profile-cpu", folder.toString(), "--profile-alloc", folder.toString()))
                .isEqualTo(2);
    }

    @Test
    void shouldBeReachedThroughTheLauncher() throws Exception {
        // Given
        ProcessBuilder launcher =
                new ProcessBuilder(List.of(ClassPaths.home().resolve("millrace").toString(), "bench", "--list"));
        launcher.environment().put("MILLRACE_SKIP_BUILD", "1");
        launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));

        // When
        Process process = launcher.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("core:", "batch-5000");
    }

    private static List<Scenario> unnamed() {
        return Scenarios.all().stream()
                .filter(scenario -> !scenario.onlyWhenNamed())
                .toList();
    }

    private static int bench(String... arguments) {
        return Commands.run(CommandSpec.forAnnotatedObject(new BenchCommand()), arguments);
    }
}
