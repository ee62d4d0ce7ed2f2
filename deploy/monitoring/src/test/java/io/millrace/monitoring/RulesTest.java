// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
    private static final Pattern ALERT = Pattern.compile("\\bMillrace[A-Z][A-Za-z]+");
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
            assertThat(rule.severity()).isIn("P0", "P1", "P2", "P3");
            assertThat(rule.annotations())
                    .containsKeys("summary", "description")
                    .containsEntry("runbook_url", "deploy/runbooks/" + rule.alert() + ".md");
        });
    }

    @Test
    void shouldHaveAFaultForEachRule() throws IOException {
        assertThat(Fault.all())
                .extracting(fault -> fault.alert() + " " + fault.severity())
                .hasSameElementsAs(Rule.all().stream()
                        .map(rule -> rule.alert() + " " + rule.severity())
                        .toList());
    }

    @Test
    void shouldAskForMetricsThatThereAre() throws IOException {
        assertThat(Metrics.unknownIn(Files.readString(Places.RULES))).isEmpty();
        assertThat(Metrics.unknownIn(Files.readString(Places.FAULTS))).isEmpty();
    }

    @Test
    void shouldMissAMetricThatHasAnotherNameNow() throws IOException {
        String renamed = Files.readString(Places.RULES).replace("millrace_events_total", "millrace_event_total");

        assertThat(Metrics.unknownIn(renamed)).containsExactly("millrace_event_total");
    }

    @Test
    void shouldInhibitAlertsThatThereAre() throws IOException {
        Set<String> named = new TreeSet<>();
        ALERT.matcher(Files.readString(Places.ALERTMANAGER)).results().forEach(match -> named.add(match.group()));

        assertThat(Rule.all().stream().map(Rule::alert).collect(Collectors.toSet()))
                .containsAll(named);
    }

    /** What joins a group that has been told of waits for the next interval, which is no part of any bound. */
    @Test
    void shouldTellOfAClassWithoutWaitingForTheOneBelow() throws IOException {
        Map<String, Map<String, Object>> alertmanager = Yaml.read(Places.ALERTMANAGER);

        assertThat(alertmanager.get("route")).containsEntry("group_by", List.of("alertname", "pipeline", "severity"));
    }
}
