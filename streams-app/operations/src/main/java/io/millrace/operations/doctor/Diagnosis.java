// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor;

import io.millrace.operations.doctor.checks.Finding;
import io.millrace.operations.doctor.checks.Severity;
import java.util.List;

/** The outcome, check by check. */
public record Diagnosis(List<Looked> checks) {
    /**
     * One check.
     *
     * @param notLookedAt why there was nothing to check, or null
     */
    public record Looked(String check, List<Finding> findings, String notLookedAt) {
        public Looked {
            findings = List.copyOf(findings);
        }

        public boolean isSound() {
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

    public long count(Severity severity) {
        return findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
