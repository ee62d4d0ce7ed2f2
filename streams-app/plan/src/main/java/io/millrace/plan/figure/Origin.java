// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.figure;

/**
 * Where a number comes from.
 *
 * @param source the report, the price file, the key, or the option that changes it, in words
 */
public record Origin(Kind kind, String source) {
    /** How far it is to be believed. */
    public enum Kind {
        /** A benchmark's report says it. */
        MEASURED,
        /** The batch stage did it, over virtual time. */
        REHEARSED,
        /** The configuration says it. */
        CONFIGURED,
        /** Whoever asks says it. */
        GIVEN,
        /** The price file says it. */
        PRICED,
        /** Nobody has measured it. */
        ASSUMED
    }

    public static Origin measured(String report) {
        return new Origin(Kind.MEASURED, report);
    }

    public static Origin rehearsed() {
        return new Origin(Kind.REHEARSED, "the batch stage over virtual time");
    }

    public static Origin configured(String key) {
        return new Origin(Kind.CONFIGURED, key);
    }

    public static Origin given(String option) {
        return new Origin(Kind.GIVEN, option);
    }

    public static Origin priced(String source) {
        return new Origin(Kind.PRICED, source);
    }

    public static Origin assumed(String what) {
        return new Origin(Kind.ASSUMED, what);
    }
}
