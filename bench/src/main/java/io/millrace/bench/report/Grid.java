// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table whose first column names the row. */
final class Grid {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Grid(List<String> head) {
        rows.add(List.copyOf(head));
    }

    Grid row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Aligned lines no longer than {@code width}: columns that do not fit follow below, beside the same names. */
    String text(int width) {
        List<String> blocks = new ArrayList<>();
        List<Integer> columns = new ArrayList<>(List.of(0));
        for (int column = 1; column < rows.get(0).size(); column++) {
            columns.add(column);
            if (width(columns) > width && columns.size() > 2) {
                columns.remove(columns.size() - 1);
                blocks.add(text(columns));
                columns = new ArrayList<>(List.of(0, column));
            }
        }
        blocks.add(text(columns));
        return String.join("\n", blocks);
    }

    String markdown() {
        return rows.stream()
                .map(Grid::markdown)
                .collect(Collectors.joining("\n"))
                .replaceFirst("\n", "\n|" + " --- |".repeat(rows.get(0).size()) + "\n");
    }

    private static String markdown(List<String> row) {
        return row.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String text(List<Integer> columns) {
        return rows.stream()
                .map(row -> columns.stream()
                        .map(column -> padded(row.get(column), column))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private int width(List<Integer> columns) {
        return columns.stream().mapToInt(this::width).sum() + GAP.length() * (columns.size() - 1);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private String padded(String cell, int column) {
        return cell + " ".repeat(width(column) - cell.length());
    }
}
