// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operations.doctor.Diagnosis;
import io.millrace.operations.doctor.checks.Severity;
import java.util.Locale;

/** What the doctor found, as text and as JSON. */
final class DiagnosisView {
    private DiagnosisView() {}

    /** The findings, faults first, and how many checks found nothing; with {@code verbose} which. */
    static String text(Diagnosis found, boolean verbose) {
        StringBuilder text = new StringBuilder();
        if (!found.findings().isEmpty()) {
            Table table = new Table("SEVERITY", "CHECK", "FINDING");
            for (Severity severity : Severity.values()) {
                found.findings().stream()
                        .filter(finding -> finding.severity() == severity)
                        .forEach(finding -> table.row(lower(severity), finding.check(), finding.says()));
            }
            text.append(table).append("\n\n");
        }
        if (verbose) {
            found.checks().stream().filter(check -> check.findings().isEmpty()).forEach(check -> text.append(
                            check.isSound() ? "sound           " : "not checked     ")
                    .append(check.check())
                    .append(check.isSound() ? "" : ": " + check.notLookedAt())
                    .append('\n'));
        }
        if (!found.findings().isEmpty()) {
            text.append(counted(found.count(Severity.FAULT), "fault")).append(", ");
            text.append(counted(found.count(Severity.ADVICE), "advisory")).append("; ");
        }
        long sound = found.checks().stream().filter(Diagnosis.Looked::isSound).count();
        return text.append(sound).append(" checks found nothing wrong.").toString();
    }

    /** {@code {faults, advice, findings: [{check, severity, subject, says}], sound: [check], notLookedAt: {check: why}}}. */
    static ObjectNode json(Diagnosis found) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("faults", found.count(Severity.FAULT)).put("advice", found.count(Severity.ADVICE));
        root.putArray("findings");
        root.putArray("sound");
        root.putObject("notLookedAt");
        for (Diagnosis.Looked looked : found.checks()) {
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

    private static String counted(long count, String what) {
        if (count == 1) {
            return "1 " + what;
        }
        return count + " " + (what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s");
    }
}
