// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

/** One thing that must be right. */
public record Check(String name, Rule rule) {
    /** Looks only at what is known. */
    interface Rule {
        void look(Examination at, Findings found);
    }

    public Findings look(Examination at) {
        Findings found = new Findings(name);
        rule.look(at, found);
        return found;
    }
}
