// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.model.Chart;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.model.Term;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    @Test
    void shouldMakeAClaimOnlyAboutRunsOfItsScenario() {
        // When, Then
        assertThat(Scenarios.all()).allSatisfy(scenario -> assertThat(terms(scenario))
                .extracting(Term::run)
                .isSubsetOf(scenario.runs().stream().map(Run::name).toList()));
    }

    @Test
    void shouldNameEverythingOnce() {
        // Given
        List<String> scenarios = Scenarios.all().stream().map(Scenario::name).toList();
        List<String> charts = Scenarios.all().stream()
                .flatMap(scenario -> scenario.charts().stream())
                .map(Chart::file)
                .toList();
        List<Run> runs = Scenarios.all().stream()
                .flatMap(scenario -> scenario.runs().stream())
                .distinct()
                .toList();

        // When, Then
        assertThat(scenarios).doesNotHaveDuplicates();
        assertThat(charts).doesNotHaveDuplicates();
        assertThat(runs).extracting(Run::name).doesNotHaveDuplicates().doesNotContainAnyElementsOf(scenarios);
    }

    @Test
    void shouldSelectARunOnceHoweverItIsNamed() {
        // Given
        Scenario first = Scenarios.all().get(0);
        String run = first.runs().get(0).name();

        // When
        Selection selection = Selection.of(Scenarios.all(), List.of(run, first.name()));

        // Then
        assertThat(selection.runs())
                .extracting(Run::name)
                .containsExactlyElementsOf(first.runs().stream().map(Run::name).toList());
        assertThat(Selection.of(Scenarios.all(), List.of(run)).runs()).hasSize(1);
        assertThat(selection.bytes(Pace.FULL)).isGreaterThan(selection.bytes(Pace.SMALL));
    }

    @Test
    void shouldSayWhatThereIsWhenANameIsUnknown() {
        // When, Then
        assertThatThrownBy(() -> Selection.of(Scenarios.all(), List.of("corr")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("corr", "core", "batch-5000");
    }

    @Test
    void shouldLeaveOutWhatRunsOnlyWhenNamed() {
        // When
        List<Run> all = Selection.of(Scenarios.all(), List.of()).runs();
        List<Run> profiles = Selection.of(Scenarios.all(), List.of("profiles")).runs();
        List<Run> kills = Selection.of(Scenarios.all(), List.of("leader-kills")).runs();

        // Then
        assertThat(all).extracting(Run::name).contains("path-60s").doesNotContain("path-10m", "latency-1-broker");
        assertThat(profiles)
                .extracting(Run::name)
                .contains("latency-1-broker", "durability-3-brokers")
                .doesNotContain("leader-kills");
        assertThat(kills).extracting(Run::name).containsExactly("leader-kills");
    }

    private static List<Term> terms(Scenario scenario) {
        Stream<Term> claims = scenario.claims().stream()
                .flatMap(claim -> claim.over() == null ? Stream.of(claim.of()) : Stream.of(claim.of(), claim.over()));
        Stream<Term> charts = scenario.charts().stream()
                .flatMap(chart -> chart.lines().stream())
                .flatMap(line -> line.points().stream())
                .map(Chart.Point::y);
        return Stream.concat(claims, charts).toList();
    }
}
