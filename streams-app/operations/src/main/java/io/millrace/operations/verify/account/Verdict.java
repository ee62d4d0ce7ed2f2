// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

/** What a verification comes to; the worst of its parts decides, and the later ones here are worse. */
public enum Verdict {
    /** Nothing that can be looked at speaks against it. */
    CONSERVED("conserved"),
    /** Something that could not be looked at may hide a loss or a repetition. */
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
