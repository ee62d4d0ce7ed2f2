// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

import io.millrace.operations.verify.account.Balance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The figures as aligned text: one row each, with a column for every pipeline, and a new table when the line is full. */
public final class ReportTable {
    private static final int PIPELINES_A_LINE = 6;
    private static final int GAP = 3;

    private ReportTable() {}

    public static String of(Map<String, Balance> pipelines) {
        List<String> names = new ArrayList<>(pipelines.keySet());
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < names.size(); from += PIPELINES_A_LINE) {
            List<String> some = names.subList(from, Math.min(from + PIPELINES_A_LINE, names.size()));
            text.append(from == 0 ? "" : "\n").append(table(some, pipelines));
        }
        return text.toString();
    }

    private static String table(List<String> names, Map<String, Balance> pipelines) {
        List<List<String>> columns = new ArrayList<>();
        columns.add(column(
                "", ReportedFigure.ALL.stream().map(ReportedFigure::label).toList()));
        names.forEach(name -> columns.add(column(name, numbers(pipelines.get(name)))));
        StringBuilder text = new StringBuilder();
        for (int row = 0; row <= ReportedFigure.ALL.size(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                int width =
                        columns.get(i).stream().mapToInt(String::length).max().orElseThrow();
                String cell = columns.get(i).get(row);
                String space = " ".repeat(width - cell.length());
                text.append(i == 0 ? cell + space : " ".repeat(GAP) + space + cell);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static List<String> column(String head, List<String> cells) {
        return IntStream.rangeClosed(0, cells.size())
                .mapToObj(i -> i == 0 ? head : cells.get(i - 1))
                .toList();
    }

    private static List<String> numbers(Balance balance) {
        return ReportedFigure.ALL.stream()
                .map(figure -> figure.of(balance))
                .map(value -> value == null ? "-" : String.format(Locale.ROOT, "%,d", value))
                .toList();
    }
}
