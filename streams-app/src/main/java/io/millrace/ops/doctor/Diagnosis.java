package io.millrace.ops.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.ops.Table;
import java.util.List;
import java.util.Locale;

/** What came out, check by check. */
public record Diagnosis(List<Looked> checks) {
    /**
     * One check.
     *
     * @param notLookedAt why there was nothing to look at, or null
     */
    public record Looked(String check, List<Finding> findings, String notLookedAt) {
        public Looked {
            findings = List.copyOf(findings);
        }

        boolean isSound() {
            return findings.isEmpty() && notLookedAt == null;
        }
    }

    public Diagnosis {
        checks = List.copyOf(checks);
    }

    public List<Finding> findings() {
        return checks.stream().flatMap(check -> check.findings().stream()).toList();
    }

    public boolean hasFault() {
        return count(Severity.FAULT) > 0;
    }

    private long count(Severity severity) {
        return findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** The findings, faults first, and how many checks found nothing; with {@code verbose} which. */
    String text(boolean verbose) {
        StringBuilder text = new StringBuilder();
        if (!findings().isEmpty()) {
            Table table = new Table("SEVERITY", "CHECK", "FINDING");
            for (Severity severity : Severity.values()) {
                findings().stream()
                        .filter(finding -> finding.severity() == severity)
                        .forEach(finding -> table.row(lower(severity), finding.check(), finding.says()));
            }
            text.append(table).append("\n\n");
        }
        if (verbose) {
            checks.stream().filter(check -> check.findings().isEmpty()).forEach(check -> text.append(
                            check.isSound() ? "sound           " : "not looked at   ")
                    .append(check.check())
                    .append(check.isSound() ? "" : ": " + check.notLookedAt())
                    .append('\n'));
        }
        if (!findings().isEmpty()) {
            text.append(count(Severity.FAULT)).append(" fault(s), ");
            text.append(count(Severity.ADVICE)).append(" piece(s) of advice; ");
        }
        long sound = checks.stream().filter(Looked::isSound).count();
        return text.append(sound).append(" checks found nothing wrong.").toString();
    }

    /** {@code {faults, advice, findings: [{check, severity, subject, says}], sound: [check], notLookedAt: {check: why}}}. */
    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("faults", count(Severity.FAULT)).put("advice", count(Severity.ADVICE));
        root.putArray("findings");
        root.putArray("sound");
        root.putObject("notLookedAt");
        for (Looked looked : checks) {
            looked.findings().forEach(finding -> root.withArray("findings")
                    .addObject()
                    .put("check", finding.check())
                    .put("severity", lower(finding.severity()))
                    .put("subject", finding.subject())
                    .put("says", finding.says()));
            if (looked.isSound()) {
                root.withArray("sound").add(looked.check());
            } else if (looked.findings().isEmpty()) {
                root.withObject("/notLookedAt").put(looked.check(), looked.notLookedAt());
            }
        }
        return root;
    }

    private static String lower(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
