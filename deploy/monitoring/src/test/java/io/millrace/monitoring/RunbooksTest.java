// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.Main;
import java.io.IOException;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Runbooks and alerts belong together, and what a runbook says to type can be typed. */
class RunbooksTest {
    @Test
    void shouldHaveARunbookForEachAlertAndNoOthers() throws IOException {
        assertThat(Runbook.all().stream().filter(Runbook::isOfAnAlert).map(Runbook::name))
                .containsExactlyElementsOf(
                        Rule.all().stream().map(Rule::alert).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void shouldHaveTheSameFormEverywhere() throws IOException {
        assertThat(Runbook.all()).filteredOn(Runbook::isOfAnAlert).allSatisfy(runbook -> {
            assertThat(runbook.text()).startsWith("# " + runbook.name() + "\n");
            assertThat(runbook.headings())
                    .containsExactly("Meaning", "First five minutes", "Decide", "Repair", "Verify");
            assertThat(runbook.first()).hasSizeBetween(1, 5).allMatch(line -> line.contains(" # "));
        });
    }

    @Test
    void shouldSayOfEachAlertHowSoonItPages() throws IOException {
        Runbook overview = Runbook.read(Places.RUNBOOKS.resolve("README.md"));

        assertThat(Rule.all()).allSatisfy(rule -> assertThat(overview.text())
                .contains("| %s | [`%s`](%s.md) | %d s |\n"
                        .formatted(
                                rule.severity(),
                                rule.alert(),
                                rule.alert(),
                                rule.within().toSeconds())));
    }

    @Test
    void shouldNameCommandsThatThereAre() throws IOException {
        assertThat(Runbook.all().stream().flatMap(runbook -> runbook.commands().stream()))
                .isNotEmpty()
                .allSatisfy(command -> assertThatCode(() -> parse(command)).doesNotThrowAnyException());
    }

    @Test
    void shouldMissACommandOrAnOptionThatThereIsNot() {
        assertThatThrownBy(() -> parse("doctr")).hasMessageContaining("doctr");
        assertThatThrownBy(() -> parse("dlq list --sins 10m")).hasMessageContaining("--sins");
    }

    @Test
    void shouldNameMetricsThatThereAre() throws IOException {
        for (Runbook runbook : Runbook.all()) {
            assertThat(Metrics.unknownIn(runbook.text())).as(runbook.name()).isEmpty();
        }
    }

    @Test
    void shouldLinkToPagesThatThereAre() throws IOException {
        assertThat(Runbook.all().stream().flatMap(runbook -> runbook.links().stream()))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link).exists());
        assertThat(Runbook.read(Places.MONITORING.resolve("README.md")).links())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link).exists());
    }

    private static void parse(String command) {
        new CommandLine(Main.class).parseArgs(command.split(" +"));
    }
}
