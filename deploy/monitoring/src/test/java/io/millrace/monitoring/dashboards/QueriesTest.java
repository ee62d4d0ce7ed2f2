// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.monitoring.Rule;
import io.millrace.monitoring.dashboards.Dashboard.Choice;
import io.millrace.monitoring.dashboards.Panel.Kind;
import io.millrace.monitoring.dashboards.Panel.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be told of the dashboards' queries without Prometheus. */
class QueriesTest {
    private static final Pattern WINDOW = Pattern.compile("\\b(rate|increase|delta)\\([^\\[]+\\[([^]]+)]\\)");
    private static final Pattern QUANTILE = Pattern.compile(
            "histogram_quantile\\(0\\.\\d+, sum by \\(le(, \\w+)*\\) \\(rate\\(\\w+_bucket\\{[^}]*}\\[\\$__rate_interval]\\)\\)\\)");
    private static final Pattern COUNTER = Pattern.compile("(\\w+\\()?\\b\\w+_(?:total|bucket|sum|count)\\{");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on) \\(([^)]*)\\)");
    private static final Pattern MATCHER = Pattern.compile("[{,](\\w+)(?:=~|!~|!=|=)\"");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Set<String> OF_ALERTS = Set.of("alertname", "alertstate", "severity");

    static Stream<Query> queries() {
        return Boards.all().stream().flatMap(Dashboard::queries);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldLookBackAsFarAsTheResolutionNeeds(Query query) {
        assertThat(WINDOW.matcher(query.expr()).results().map(match -> match.group(2)))
                .allMatch("$__rate_interval"::equals);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldTakeRatesOfCountersBeforeAnythingElse(Query query) {
        assertThat(COUNTER.matcher(query.expr()).results().map(match -> match.group(1)))
                .allMatch(function -> Set.of("rate(", "increase(").contains(function));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldTakeQuantilesOfSummedRatesOfBuckets(Query query) {
        long quantiles = Pattern.compile("histogram_quantile")
                .matcher(query.expr())
                .results()
                .count();

        assertThat(QUANTILE.matcher(query.expr()).results()).hasSize((int) quantiles);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldUseLabelsThatItsMetricsHave(Query query) {
        Set<String> used = new TreeSet<>();
        names(GROUPING, query.expr()).forEach(used::add);
        names(MATCHER, query.expr()).forEach(used::add);
        names(LEGEND, query.legend()).forEach(used::add);
        Set<String> known = new TreeSet<>(Filters.SCRAPED);
        Filters.metrics(query.expr()).forEach(metric -> known.addAll(Filters.tags(metric)));
        if (query.expr().contains("ALERTS{")) {
            known.addAll(OF_ALERTS);
        }

        assertThat(known).containsAll(used);
    }

    @Test
    void shouldPutTheChoicesIntoEverySelector() {
        Filters filters = new Filters(List.of("job", "instance", "pipeline"));

        assertThat(filters.in("sum by (state) (millrace_streams_state{state!=\"ERROR\"}) / process_cpu_usage"))
                .isEqualTo(
                        "sum by (state) (millrace_streams_state{job=~\"$job\",instance=~\"$instance\",pipeline=~\"$pipeline\",state!=\"ERROR\"})"
                                + " / process_cpu_usage{job=~\"$job\",instance=~\"$instance\"}");
        assertThat(filters.in("up")).isEqualTo("up{job=~\"$job\",instance=~\"$instance\"}");
    }

    /** As when a metric gets another name: no dashboard can be made any more. */
    @Test
    void shouldRefuseAMetricThatThereIsNot() {
        Dashboard board = new Dashboard(
                "x",
                "x",
                "x",
                List.of(Choice.JOB),
                List.of(Row.of(
                        "x?",
                        1,
                        Panel.of(Kind.LINES, "t", Unit.COUNT, "d").query("rate(millrace_event_total[1m])", ""))));

        assertThatThrownBy(() -> Grafana.json(board))
                .hasMessage("There is no metric millrace_event_total in METRICS.md");
    }

    @Test
    void shouldTakeBoundsFromTheRulesAsTheyAre() throws IOException {
        assertThat(Rule.all().stream()
                        .map(Rule::alert)
                        .distinct()
                        .flatMap(alert -> Bound.of(alert).stream())
                        .map(bound -> bound.alert().replace("Millrace", "") + " " + bound.comparison()))
                .contains(
                        "ProcessMissing < 1",
                        "TargetMissing == 0",
                        "GatewayRefusing > 0.5",
                        "GatewayRefusing > 0.05",
                        "SinkStalled > 45",
                        "AgeBound > on (instance, pipeline) millrace_max_age_seconds",
                        "HeapHot > 0.85",
                        "StateDiskLow < 0.2");
    }

    private static Stream<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .flatMap(list -> Stream.of(list.split(", *")));
    }
}
