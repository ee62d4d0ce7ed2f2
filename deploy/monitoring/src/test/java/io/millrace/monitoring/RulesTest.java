// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be told of the rules without Prometheus. */
class RulesTest {
    private static final Pattern METRIC = Pattern.compile("\\bmillrace_[a-z_]+");
    private static final Set<String> SEVERITIES = Set.of("P0", "P1", "P2", "P3");
    private static final Duration PAGED_WITHIN = Duration.ofMinutes(2);

    @Test
    void shouldReachWhoeverIsOnCallWithinTwoMinutesWhenDataAreAtRisk() throws IOException {
        assertThat(Rule.all())
                .filteredOn(rule -> List.of("P0", "P1").contains(rule.severity()))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.within()).isLessThanOrEqualTo(PAGED_WITHIN));
    }

    @Test
    void shouldSayWhatIsWrongAndWhatToDo() throws IOException {
        assertThat(Rule.all()).allSatisfy(rule -> {
            assertThat(rule.annotations()).containsKeys("summary", "description");
            if (!rule.alert().equals(Rule.WATCHDOG)) {
                assertThat(rule.severity()).isIn(SEVERITIES);
                assertThat(rule.annotations().get("runbook_url")).endsWith("/" + rule.alert() + ".md");
            }
        });
    }

    @Test
    void shouldHaveAFaultForEachRule() throws IOException {
        Set<String> faults = Fault.all().stream()
                .map(fault -> fault.alert() + " " + fault.severity())
                .collect(Collectors.toSet());

        assertThat(faults)
                .containsExactlyInAnyOrderElementsOf(Rule.all().stream()
                        .filter(rule -> !rule.alert().equals(Rule.WATCHDOG))
                        .map(rule -> rule.alert() + " " + rule.severity())
                        .collect(Collectors.toSet()));
    }

    @Test
    void shouldAskForMetricsThatThereAre() throws IOException {
        assertThat(unknownMetrics(Files.readString(Rule.FILE))).isEmpty();
    }

    @Test
    void shouldMissAMetricThatHasAnotherNameNow() throws IOException {
        String renamed = Files.readString(Rule.FILE).replace("millrace_events_total", "millrace_event_total");

        assertThat(unknownMetrics(renamed)).containsExactly("millrace_event_total");
    }

    /** Neither documented nor recorded by the rules themselves. */
    private static Set<String> unknownMetrics(String rules) throws IOException {
        Set<String> known = Metrics.documented();
        known.addAll(Metrics.recorded());
        Set<String> unknown = new TreeSet<>();
        METRIC.matcher(rules).results().map(result -> result.group()).forEach(unknown::add);
        unknown.removeAll(known);
        return unknown;
    }
}
