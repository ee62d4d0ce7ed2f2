// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.drill.monitor.AlertRule;
import io.millrace.local.drill.score.History;
import io.millrace.local.drill.score.Outcome;
import io.millrace.local.stack.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drills, alerts and runbooks belong together. */
class DrillsTest {
    private static final Set<String> URGENT = Set.of("P0", "P1");
    private static final Path RUNBOOKS = ProjectFolder.deploy().resolve("runbooks");

    static List<Drill> all() {
        return Drills.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldExpectAnAlertThatThereIsWithARunbookThatNamesTheRepair(Drill drill) {
        AlertRule rule = Rules.shipped().of(drill);
        RunbookPage runbook = RunbookPage.read(ProjectFolder.deploy().resolveSibling(rule.runbook()));

        assertThat(runbook.first()).isNotEmpty();
        assertThat(runbook.named()).containsAll(drill.repair());
    }

    @Test
    void shouldHaveADrillForEachUrgentAlertOrSayWhyNot() {
        Set<String> covered = Drills.ALL.stream().map(Drill::title).collect(Collectors.toCollection(TreeSet::new));
        assertThat(covered).doesNotContainAnyElementsOf(Drills.WITHOUT.keySet());

        covered.removeIf(title -> !URGENT.contains(title.substring(0, 2)));
        covered.addAll(Drills.WITHOUT.keySet());

        assertThat(covered)
                .containsExactlyElementsOf(Rules.shipped().all().stream()
                        .filter(rule -> URGENT.contains(rule.severity()))
                        .map(rule -> rule.severity() + ' ' + rule.alert())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** On which the rules are tried again, by the tests of monitoring. */
    @ParameterizedTest
    @MethodSource("all")
    void shouldHaveBeenScraped(Drill drill) {
        assertThat(ProjectFolder.deploy().resolve("monitoring/src/test/resources/drills/" + drill.name() + ".yml"))
                .isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldHaveBeenRun(Drill drill) throws IOException {
        assertThat(runs()).extracting(Outcome::drill).contains(drill.name());
    }

    @Test
    void shouldShowEveryRun() throws IOException {
        Path shown = RUNBOOKS.resolve("DRILLS.md");
        String current = Drills.scorecard(runs()).markdown();
        if (Boolean.getBoolean("millrace.update.docs")) {
            Files.writeString(shown, current);
        }
        assertThat(shown).hasContent(current);
    }

    private static List<Outcome> runs() throws IOException {
        return new History(RUNBOOKS.resolve("drills.jsonl")).read(Rules.shipped()::ofDrill);
    }

    @Test
    void shouldNotHaveANameTwice() {
        assertThat(Drills.ALL).extracting(Drill::name).doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepTheOrderOfTheList() {
        assertThat(Drills.named(List.of("worker-killed", "stream-killed")))
                .extracting(Drill::name)
                .containsExactly("stream-killed", "worker-killed");
        assertThat(Drills.named(List.of("all"))).isEqualTo(Drills.ALL);
    }

    @Test
    void shouldDoInOneStackWhatTakesTheSame() {
        List<List<Drill>> stacks = Drills.byStack(Drills.ALL, 1);

        assertThat(stacks).allSatisfy(alike -> assertThat(alike)
                .extracting(Drill::stage)
                .containsOnly(alike.get(0).stage()));
        assertThat(stacks)
                .extracting(alike -> alike.get(0).stage())
                .containsExactly(
                        Stage.USUAL,
                        Stage.of(5),
                        Stage.checked(Duration.ofSeconds(30)),
                        Stage.LOSING,
                        Stage.LOSING,
                        Stage.onSmallDisk("postgres"),
                        Stage.onSmallDisk("stream-0"));
        assertThat(stacks.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(Drills.ALL);
    }

    @Test
    void shouldTryALossAlone() {
        assertThat(Drills.byStack(Drills.ALL, 2).stream()
                        .filter(one -> one.get(0).stage().losing()))
                .hasSize(4)
                .allSatisfy(one -> assertThat(one).hasSize(1));
    }

    @Test
    void shouldSayWhichDrillsThereAre() {
        assertThatThrownBy(() -> Drills.named(List.of("stream-kild")))
                .hasMessageContaining("There is no drill stream-kild")
                .hasMessageContaining("stream-killed");
    }
}
