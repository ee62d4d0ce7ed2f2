// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.instance.TopKeys;
import io.millrace.instance.TopKeys.Row;
import io.millrace.instance.TopKeys.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The keys that come first, as text: a table, with what is missing below it. */
final class TopView {
    private TopView() {}

    static String text(TopKeys top) {
        List<String> lines = new ArrayList<>();
        lines.add(title(top));
        if (!top.keys().isEmpty()) {
            lines.add("");
            lines.add(table(top.keys()).toString());
        }
        if (!top.isComplete()) {
            lines.add("");
            lines.add(missing(top));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String title(TopKeys top) {
        String what = top.pipeline() + ' ' + top.rollup() + " by " + top.measure();
        if (top.windowStart() == null) {
            return what + ": no window is open";
        }
        String state = top.isFinal() ? "final; its results are on " + top.pipeline() + ".rollups" : "still open";
        return what + ", " + Instant.ofEpochMilli(top.windowStart()) + " to " + Instant.ofEpochMilli(top.windowEnd())
                + " (" + state + ')' + (top.keys().isEmpty() ? ": no keys are stored" : "");
    }

    private static Table table(List<Row> rows) {
        List<String> head = new ArrayList<>(rows.get(0).key().keySet());
        head.add("COUNT");
        head.add("BYTES");
        head.addAll(rows.get(0).measures().keySet());
        Table table = new Table(head.toArray(String[]::new));
        rows.forEach(row -> table.row(cells(row).toArray()));
        return table;
    }

    private static List<Object> cells(Row row) {
        List<Object> cells = new ArrayList<>();
        row.key().values().forEach(part -> cells.add(part == null ? "(none)" : printable(part)));
        cells.add(row.count());
        cells.add(row.bytes());
        row.measures().values().forEach(value -> cells.add(cell(value)));
        return cells;
    }

    /** A key is whatever events have in a field: it must not move the cursor, or begin another line. */
    private static String printable(String part) {
        return part.replaceAll("\\p{Cntrl}", "?");
    }

    private static Object cell(Value value) {
        if (value.value() == null) {
            return "-";
        }
        return value.value() instanceof Double real ? String.format(Locale.ROOT, "%s", real) : value.value();
    }

    private static String missing(TopKeys top) {
        String text = "Incomplete: keys of the partitions " + top.missingPartitions() + " are missing";
        return top.missing().isEmpty()
                ? text + ", for they are moving between instances; ask again."
                : text + "; no answer from " + String.join(", ", top.missing()) + '.';
    }
}
