// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus and Alertmanager themselves say of the files, over virtual time; skipped where they are not installed. */
class PromtoolTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeFilesThatPrometheusAndAlertmanagerTake() throws Exception {
        assertThat(run("promtool", "check", "config", Places.PROMETHEUS.toString())
                        .exitCode())
                .isEqualTo(0);
        assertThat(run("amtool", "check-config", Places.ALERTMANAGER.toString()).exitCode())
                .isEqualTo(0);
    }

    @Test
    void shouldPageWhoeverIsOnCallForWhatPutsDataAtRisk() throws Exception {
        for (String route : List.of("P0 on-call", "P1 on-call", "P2 tickets", "P3 tickets")) {
            String[] parts = route.split(" ");
            String[] command = {
                "amtool",
                "config",
                "routes",
                "test",
                "--config.file=" + Places.ALERTMANAGER,
                "--verify.receivers=" + parts[1],
                "severity=" + parts[0]
            };
            assertThat(run(command).exitCode()).as(route).isEqualTo(0);
        }
    }

    @Test
    void shouldFireAtTheDeclaredBoundAndNotBeforeAndBeGoneAfterwards() throws Exception {
        Promtool result = run("promtool", "test", "rules", tests(Duration.ZERO).toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(0);
    }

    @Test
    void shouldNoticeABoundThatIsDeclaredAnEvaluationTooShort() throws Exception {
        Promtool result = run("promtool", "test", "rules", tests(Fault.EVERY).toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(Rule.all()).allSatisfy(rule -> assertThat(result.output())
                .contains("alertname=\\\"%s\\\",severity=\\\"%s\\\"".formatted(rule.alert(), rule.severity())));
    }

    /** Tests with every bound declared {@code shorter} than it is. */
    private Path tests(Duration shorter) throws IOException {
        StringBuilder tests = new StringBuilder("rule_files: [" + Places.RULES + "]\n")
                .append("evaluation_interval: " + Fault.EVERY.toSeconds() + "s\ntests:\n");
        List<Fault> faults = Fault.all();
        for (Rule rule : Rule.all()) {
            Rule declared = rule.declaring(rule.within().minus(shorter));
            faults.stream()
                    .filter(fault -> fault.isFor(rule))
                    .forEach(fault -> tests.append(fault.promtoolTest(declared)));
        }
        tests.append(Fault.healthyHour(faults));
        return Files.writeString(folder.resolve("tests.yml"), tests);
    }

    private Promtool run(String... command) throws IOException, InterruptedException {
        return Promtool.run(folder, command);
    }
}
