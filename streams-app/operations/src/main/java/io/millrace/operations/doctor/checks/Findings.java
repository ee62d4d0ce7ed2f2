// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import java.util.ArrayList;
import java.util.List;

/** What one check finds. */
public final class Findings {
    private final String check;
    private final List<Finding> list = new ArrayList<>();
    private String reason;

    Findings(String check) {
        this.check = check;
    }

    void fault(String subject, String says) {
        list.add(new Finding(check, Severity.FAULT, subject, says));
    }

    void advice(String subject, String says) {
        list.add(new Finding(check, Severity.ADVICE, subject, says));
    }

    /** There is nothing for this check to look at, which is not a fault of the cluster. */
    void notLookedAt(String because) {
        reason = because;
    }

    public List<Finding> list() {
        return list;
    }

    /** Null when it was checked. */
    public String reason() {
        return reason;
    }
}
