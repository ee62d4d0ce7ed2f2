// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.config.sinks.Sink;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.EventDelivery;
import io.millrace.operations.verify.account.Gap;
import io.millrace.operations.verify.account.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a verification found, as text and as JSON. */
public final class VerificationView {
    private VerificationView() {}

    /** A new tree, for the caller to add to: {@code {pipeline: {name: {produced, …}}, findings, verdict, conserved}}. */
    public static ObjectNode json(VerificationReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode byName = root.putObject("pipeline");
        report.pipelines().forEach((name, balance) -> write(balance, byName.putObject(name)));
        report.findings().forEach(root.putArray("findings")::add);
        root.put("verdict", report.verdict().toString());
        report.unchecked().forEach(sink -> root.withArrayProperty("unchecked").add(sink.word()));
        root.put("conserved", report.conserved());
        return root;
    }

    private static void write(Balance balance, ObjectNode node) {
        for (ReportedFigure figure : ReportedFigure.ALL) {
            node.put(figure.json(), figure.of(balance));
        }
        ObjectNode offsets = node.putObject("offsets");
        balance.offsets().forEach((standing, gaps) -> write(gaps, offsets.putArray(standing.json())));
        if (balance.delivery() != null) {
            ObjectNode objects = node.putObject("objects");
            write(balance.delivery().undelivered(), objects.putObject("undelivered"));
            write(balance.delivery().wrong(), objects.putObject("wrong"));
            write(balance.delivery().uncompared(), objects.putObject("uncompared"));
            write(balance.delivery().strays(), objects.putObject("strays"));
        }
        balance.eventDeliveries().forEach((sink, delivery) -> write(delivery, node.putObject(sink)));
        node.put("verdict", balance.verdict().toString());
        node.put("conserved", balance.conserved());
    }

    private static void write(EventDelivery delivery, ObjectNode node) {
        node.put("delivered", delivery.delivered());
        node.put("repeated", delivery.repeated());
        node.put("foreign", delivery.foreign());
        write(delivery.missing(), node.putArray("missing"));
        write(delivery.doubtful(), node.putArray("doubtful"));
        write(delivery.strays(), node.putArray("strays"));
    }

    private static void write(List<Gap> gaps, ArrayNode node) {
        for (Gap gap : gaps) {
            ObjectNode at = node.addObject();
            at.put("topic", gap.topic()).put("partition", gap.partition()).put("events", gap.events());
            ArrayNode ranges = at.putArray("ranges");
            gap.ranges().forEach(range -> ranges.addArray().add(range.first()).add(range.last()));
            at.put("moreRanges", gap.moreRanges());
        }
    }

    private static void write(Listing listing, ObjectNode node) {
        node.put("count", listing.count());
        listing.names().forEach(node.putArray("first")::add);
    }

    /** Writes {@code json} to {@code file}, with its folder if need be. */
    public static void write(ObjectNode json, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        byte[] text =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(json);
        Files.write(file, text);
    }

    /** The figures as a table, then the findings, and the conclusion. */
    public static String text(VerificationReport report) {
        StringBuilder text = new StringBuilder(ReportTable.of(report.pipelines())).append('\n');
        report.findings().forEach(finding -> text.append(finding).append('\n'));
        return text.append(conclusion(report)).append('\n').toString();
    }

    /** The conclusion alone, a sentence. */
    static String conclusion(VerificationReport report) {
        return switch (report.verdict()) {
            case NOT_CONSERVED -> "Not conserved.";
            case UNKNOWN ->
                "It could not be determined whether everything is conserved: nothing is known to be lost or duplicated,"
                        + " but not everything could be checked.";
            case CONSERVED ->
                conserved(report.pipelines().values().stream().anyMatch(Balance::hasUnchecked), report.unchecked());
        };
    }

    private static String conserved(boolean hasUnchecked, Set<Sink> unchecked) {
        String places = unchecked.stream()
                .map(sink -> sink.prefix() + (sink == Sink.S3 ? "bucket" : "url"))
                .collect(Collectors.joining(" and "));
        return (hasUnchecked ? "Conserved, as far as it can still be checked: every event" : "Conserved: every event")
                + " is accounted for exactly once"
                + (unchecked.isEmpty()
                        ? ", and every batch is where it should be."
                        : "; without " + places + ", nothing is known about what was delivered there.");
    }
}
