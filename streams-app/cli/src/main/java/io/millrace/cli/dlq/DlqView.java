// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.dlq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.Table;
import io.millrace.operations.dlq.LetterGroup;
import io.millrace.operations.dlq.RedriveReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts of dead letters, and what a redrive does, as text and as JSON. */
final class DlqView {
    private static final char END = '\n';

    private DlqView() {}

    static String text(List<LetterGroup> groups) {
        if (groups.isEmpty()) {
            return "There are no dead letters.";
        }
        Table table =
                new Table("PIPELINE", "REASON", "WHERE", "COUNT", "REDRIVEN", "PARKED", "OLDEST", "NEWEST", "OFFSETS");
        groups.forEach(group -> table.row(
                group.pipeline(),
                plain(group.reason()),
                plain(where(group)),
                group.count(),
                group.redriven(),
                group.parked(),
                time(group.oldest()),
                time(group.newest()),
                offsets(group)));
        return table.toString();
    }

    /** Headers are anybody's, and could tell a terminal what to do. */
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static String where(LetterGroup group) {
        return group.sink() == null ? String.valueOf(group.stage()) : "sink " + group.sink();
    }

    private static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String offsets(LetterGroup group) {
        return group.offsets().entrySet().stream()
                .map(one -> one.getKey() + ":" + one.getValue().first() + '-'
                        + one.getValue().last())
                .collect(Collectors.joining(","));
    }

    /**
     * {@code {groups: [{pipeline, reason, stage, sink, count, redriven, parked, oldest, newest, offsets: [{partition, first, last}]}]}}; times are
     * ISO 8601, stage and sink may be null.
     */
    static ObjectNode json(List<LetterGroup> groups) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode all = root.putArray("groups");
        for (LetterGroup group : groups) {
            ObjectNode one = all.addObject()
                    .put("pipeline", group.pipeline())
                    .put("reason", group.reason())
                    .put("stage", group.stage())
                    .put("sink", group.sink())
                    .put("count", group.count())
                    .put("redriven", group.redriven())
                    .put("parked", group.parked())
                    .put("oldest", Instant.ofEpochMilli(group.oldest()).toString())
                    .put("newest", Instant.ofEpochMilli(group.newest()).toString());
            ArrayNode offsets = one.putArray("offsets");
            group.offsets().forEach((partition, range) -> offsets.addObject()
                    .put("partition", partition)
                    .put("first", range.first())
                    .put("last", range.last()));
        }
        return root;
    }

    static String text(RedriveReport report) {
        StringBuilder text = new StringBuilder(report.pipeline()).append(": ");
        text.append(report.executed() ? "sent " : "would send ")
                .append(report.total())
                .append(END);
        sorted(report.sent()).forEach((to, count) -> text.append("  to ")
                .append(to)
                .append(": ")
                .append(count)
                .append(END));
        line(text, report.alreadyRedriven(), "sent back earlier");
        line(text, report.parked(), "parked for good: failed as often as dlq.max.attempts allows");
        sorted(report.nowhere()).forEach((why, count) -> line(text, count, "left: " + why));
        sorted(report.refused()).forEach((why, count) -> line(text, count, "left, because it is not taken: " + why));
        if (report.stoppedAt() != null) {
            return text.append("Stopped: ")
                    .append(report.stoppedAt())
                    .append('.')
                    .toString();
        }
        return text.append(report.executed() ? "Done." : "Nothing was sent; --execute does it.")
                .toString();
    }

    private static void line(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append("  ").append(count).append(' ').append(what).append(END);
        }
    }

    private static Map<String, Long> sorted(Map<String, Long> counts) {
        return new TreeMap<>(counts);
    }

    /** {@code {pipeline, executed, total, sent: {to: n}, alreadyRedriven, parked, nowhere: {why: n}, refused: {why: n}, stoppedAt}}. */
    static ObjectNode json(RedriveReport report) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("pipeline", report.pipeline())
                .put("executed", report.executed())
                .put("total", report.total());
        sorted(report.sent()).forEach(root.putObject("sent")::put);
        root.put("alreadyRedriven", report.alreadyRedriven()).put("parked", report.parked());
        sorted(report.nowhere()).forEach(root.putObject("nowhere")::put);
        sorted(report.refused()).forEach(root.putObject("refused")::put);
        return root.put("stoppedAt", report.stoppedAt());
    }
}
