// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.monitoring.Fault;
import io.millrace.monitoring.Metrics;
import io.millrace.monitoring.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself says of the dashboards' queries, over virtual time; skipped where promtool is not installed. */
class DashboardsPromtoolTest {
    private static final Duration RUNNING = Duration.ofMinutes(30);
    private static final Duration OLD = Duration.ofMinutes(5);

    /** By title: what rightly shows nothing while all is well, and why. */
    private static final Map<String, String> EMPTY =
            Map.of("Since the clients file was last read", "the local stack has no clients file");

    private static final Set<String> AS_BROKERS_SAID = Set.of(
            "millrace_group_lag_events",
            "millrace_group_lag_events_max",
            "millrace_partitions_at_minimum",
            "millrace_partitions_below_minimum");

    @TempDir
    private Path folder;

    @Test
    void shouldBeQueriesThatPrometheusTakes() throws Exception {
        Promtool result = check(queries().map(Query::expr).distinct().toList());

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void shouldNoticeAQueryThatPrometheusDoesNotTake() throws Exception {
        assertThat(check(List.of("sum by (pipeline (up)")).exitCode()).isNotZero();
    }

    @Test
    void shouldShowSomethingInEveryPanelWhileEventsFlow() throws Exception {
        Play play = new Play().with("a local stack while events flow", Scrapes.input(RUNNING, ""));
        Boards.all().forEach(board -> board.panels().forEach(panel -> panel.queries(board.filters())
                .forEach(query -> play.expect(query.expr(), RUNNING, !EMPTY.containsKey(panel.title())))));
        Promtool result = play.run(folder);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void shouldAskForNothingThatIsWrongWhileAllIsWell() throws Exception {
        Play play = new Play().with("a local stack while events flow", Scrapes.input(RUNNING, ""));
        Boards.all().forEach(board -> board.panels()
                .filter(Panel::isYesWrong)
                .flatMap(panel -> panel.queries(board.filters()).stream())
                .forEach(query -> play.expect("(" + query.expr() + ") < 1", Duration.ofMinutes(10), true)
                        .expect("(" + query.expr() + ") >= 1", Duration.ofMinutes(10), false)));
        Promtool result = play.run(folder);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void shouldNoticeAPanelThatIsEmpty() throws Exception {
        List<String> renamed = Scrapes.input(RUNNING, "").stream()
                .map(line -> line.replace("millrace_open_batches{", "millrace_batches_open{"))
                .toList();
        Promtool result = new Play()
                .with("a metric has another name", renamed)
                .expect("sum by (pipeline) (millrace_open_batches)", RUNNING, true)
                .run(folder);

        assertThat(result.exitCode()).isNotZero();
    }

    /** So that the scrapes are made anew when metrics change. */
    @Test
    void shouldPlayScrapesOfMetricsAsTheyAre() throws IOException {
        assertThat(Scrapes.labels()).isNotEmpty().allSatisfy((metric, labels) -> assertThat(
                        Metrics.tags(metric).orElseThrow())
                .as(metric)
                .containsAll(labels));
    }

    /** A process that is killed, whose scrapes then fail, and one that Prometheus does not even ask any more, or cannot. */
    @Test
    void shouldShowNothingOldAsIfItWereOfNow() throws Exception {
        Play play = new Play();
        for (String gone : List.of("stale", "_x100")) {
            play.with("gone: " + gone, Scrapes.input(RUNNING, gone));
            queries()
                    .filter(query -> Filters.metrics(query.expr()).stream().anyMatch(metric -> !metric.equals("up")))
                    .forEach(
                            query -> play.expect(query.expr(), RUNNING.plus(OLD).plus(Fault.EVERY), false));
        }
        Promtool result = play.run(folder);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** The process goes on to show what it was told last. */
    @Test
    void shouldNotShowWhatBrokersSaidBeforeTheyFellSilent() throws Exception {
        List<String> silent = Scrapes.input(RUNNING.plus(OLD), "").stream()
                .map(line -> line.replaceAll(
                        "(brokers_asked_timestamp_seconds\\{.*values: ').*'",
                        "$10+15x" + RUNNING.dividedBy(Fault.EVERY) + " " + RUNNING.toSeconds() + "x100'"))
                .toList();
        Play play = new Play().with("brokers are silent", silent);
        List<String> told = queries()
                .map(Query::expr)
                .filter(expr -> Filters.metrics(expr).stream().anyMatch(AS_BROKERS_SAID::contains))
                .toList();
        told.forEach(expr -> play.expect(expr, RUNNING, true).expect(expr, RUNNING.plus(OLD), false));
        Promtool result = play.run(folder);

        assertThat(told).hasSizeGreaterThan(4);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** Whoever is paged sees on the panel what the alert is about: it changes, and is beyond its bound where it has one, which it was not before. */
    @Test
    void shouldShowEachFaultOnItsPanels() throws Exception {
        Play play = new Play();
        for (Fault fault : Fault.all()) {
            Duration well = fault.healthy().minusMinutes(1);
            Duration faulty = fault.healthy().plusMinutes(14);
            play.with(
                    fault.alert() + " " + fault.severity(),
                    fault.series().stream()
                            .map(one -> one.input(fault.healthy()))
                            .toList());
            for (Dashboard board : Boards.all()) {
                board.panels()
                        .filter(panel -> panel.shown().contains(fault.alert()))
                        .forEach(panel -> {
                            List<String> exprs = panel.queries(board.filters()).stream()
                                    .map(Query::expr)
                                    .toList();
                            // What was not there before can differ from nothing.
                            String change = fault.isOfWhatIsNew()
                                    ? "%s"
                                    : "(%1$s) != last_over_time((%1$s)[1m:15s] offset 20m)";
                            play.expect(any(exprs, change), faulty, true);
                            panel.bounds().stream()
                                    .filter(bound -> bound.alert().equals(fault.alert())
                                            && bound.severity().equals(fault.severity()))
                                    .forEach(
                                            bound -> play.expect(any(exprs, "(%s) " + bound.comparison()), faulty, true)
                                                    .expect(any(exprs, "(%s) " + bound.comparison()), well, false));
                        });
            }
        }
        Promtool result = play.run(folder);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private static String any(List<String> exprs, String condition) {
        List<String> conditions = new ArrayList<>();
        exprs.forEach(expr -> conditions.add("count(" + condition.formatted(expr) + ")"));
        return String.join(" or ", conditions);
    }

    private static Stream<Query> queries() {
        return Boards.all().stream().flatMap(Dashboard::queries);
    }

    /** With each as a recording rule. */
    private Promtool check(List<String> exprs) throws IOException, InterruptedException {
        StringBuilder rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
        for (int i = 0; i < exprs.size(); i++) {
            rules.append("  - {record: 'millrace:panel:query%d', expr: '%s'}\n"
                    .formatted(i, Play.asked(exprs.get(i)).replace("'", "''")));
        }
        Path file = Files.writeString(folder.resolve("rules.yml"), rules);
        return Promtool.run(folder, "promtool", "check", "rules", "--lint=all", "--lint-fatal", file.toString());
    }
}
