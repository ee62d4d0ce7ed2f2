// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.instance.TopKeys;
import io.millrace.instance.TopKeys.Row;
import io.millrace.instance.TopKeys.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopViewTest {
    private static TopKeys top(boolean isFinal, List<Row> rows, List<Integer> missingPartitions, List<String> missing) {
        return new TopKeys("p", "r", "count", 0L, 60_000L, isFinal, rows, List.of(0), missingPartitions, missing);
    }

    private static Row row(String key, long count, Number sum) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("k", key);
        return new Row(parts, count, 10 * count, Map.of("sum(n)", new Value(sum, count, true)));
    }

    @Test
    void shouldShowATable() {
        TopKeys top = top(false, List.of(row("a\u001b[2J", 1_234, 5), row(null, 2, null)), List.of(), List.of());

        assertThat(TopView.text(top).lines())
                .containsExactly(
                        "p r by count, 1970-01-01T00:00:00Z to 1970-01-01T00:01:00Z (still open)",
                        "",
                        "k        COUNT    BYTES   sum(n)",
                        "a?[2J    1,234   12,340        5",
                        "(none)       2       20        -");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThat(TopView.text(top(false, List.of(), List.of(1, 2), List.of("b:1"))))
                .endsWith("Incomplete: keys of the partitions [1, 2] are missing; no answer from b:1.");
        assertThat(TopView.text(top(false, List.of(), List.of(1), List.of())))
                .endsWith("are missing, for they are moving between instances; ask again.");
    }

    @Test
    void shouldSayWhereFinalResultsAre() {
        assertThat(TopView.text(top(true, List.of(), List.of(), List.of())))
                .endsWith("(final; its results are on p.rollups): no keys are stored");
    }

    @Test
    void shouldSayThatThereIsNoWindow() {
        TopKeys none = new TopKeys("p", "r", "count", null, null, false, List.of(), List.of(0), List.of(), List.of());

        assertThat(TopView.text(none)).isEqualTo("p r by count: no window is open");
    }
}
