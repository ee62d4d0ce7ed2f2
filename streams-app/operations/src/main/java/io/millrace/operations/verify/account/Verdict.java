// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/** The result of a verification; the worst of its parts decides, and later constants are worse. */
public enum Verdict {
    /** Nothing that can be checked speaks against it. */
    CONSERVED("conserved"),
    /** Something that could not be checked may hide a loss or a repetition. */
    UNKNOWN("could not be found out"),
    NOT_CONSERVED("not conserved");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    public Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public String toString() {
        return words;
    }
}
