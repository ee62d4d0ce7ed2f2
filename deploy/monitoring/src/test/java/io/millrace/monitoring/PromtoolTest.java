// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
        Promtool result = run(promtool(Duration.ZERO));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(0);
    }

    @Test
    void shouldNoticeABoundThatIsDeclaredAnEvaluationTooShort() throws Exception {
        Promtool result = run(promtool(Fault.EVERY));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(Rule.all()).allSatisfy(rule -> assertThat(result.output())
                .contains("alertname=\\\"%s\\\",severity=\\\"%s\\\"".formatted(rule.alert(), rule.severity())));
    }

    /** Tests with every bound declared {@code shorter} than it is; of each rule by itself, and of all together while all is well. */
    private String[] promtool(Duration shorter) throws IOException {
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        List<Fault> faults = Fault.all();
        for (Rule rule : Rule.all()) {
            String name = rule.alert() + '-' + rule.severity();
            Path alone = folder.resolve(name + ".rules.yml");
            Files.writeString(alone, Yaml.text(rule.alone()));
            Rule declared = rule.declaring(rule.within().minus(shorter));
            String tests = faults.stream()
                    .filter(fault -> fault.isFor(rule))
                    .map(fault -> fault.promtoolTest(declared))
                    .collect(Collectors.joining());
            command.add(tests(name, alone, tests));
        }
        command.add(tests("healthy", Places.RULES, Fault.healthyHour(faults)));
        return command.toArray(String[]::new);
    }

    private String tests(String name, Path rules, String tests) throws IOException {
        String head = "rule_files: [" + rules + "]\nevaluation_interval: " + Fault.EVERY.toSeconds() + "s\ntests:\n";
        return Files.writeString(folder.resolve(name + ".yml"), head + tests).toString();
    }

    private Promtool run(String... command) throws IOException, InterruptedException {
        return Promtool.run(folder, command);
    }
}
