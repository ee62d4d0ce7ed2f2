package io.millrace.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a verification found.
 *
 * @param pipelines by name, in the order they are configured
 * @param findings a sentence each: what is wrong or worth knowing, and what to do
 */
public record VerificationReport(Map<String, Balance> pipelines, List<String> findings) {
    public VerificationReport {
        pipelines = Collections.unmodifiableMap(new LinkedHashMap<>(pipelines));
        findings = List.copyOf(findings);
    }

    public boolean conserved() {
        return pipelines.values().stream().allMatch(Balance::conserved);
    }

    /** A new tree, for the caller to add to: {@code {pipeline: {name: {produced, …}}, findings, conserved}}. */
    public ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode byName = root.putObject("pipeline");
        pipelines.forEach((name, balance) -> write(balance, byName.putObject(name)));
        findings.forEach(root.putArray("findings")::add);
        root.put("conserved", conserved());
        return root;
    }

    private static void write(Balance balance, ObjectNode node) {
        for (Figure figure : Figure.ALL) {
            node.put(figure.json(), figure.of(balance));
        }
        node.put("conserved", balance.conserved());
    }

    /** Writes {@code json} to {@code file}, with its folder if need be. */
    public static void write(ObjectNode json, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        byte[] text =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(json);
        Files.write(file, text);
    }

    /** The figures as a table, then the findings, or that there are none. */
    public String text() {
        StringBuilder text = new StringBuilder(ReportTable.of(pipelines)).append('\n');
        findings.forEach(finding -> text.append(finding).append('\n'));
        if (conserved()) {
            text.append("Conserved: every event is in exactly one batch or dead letter");
            boolean looked = pipelines.values().stream().allMatch(balance -> balance.delivery() != null);
            text.append(
                    looked
                            ? ", and every batch is where it was to go.\n"
                            : "; no bucket is configured to look into.\n");
        }
        return text.toString();
    }
}
