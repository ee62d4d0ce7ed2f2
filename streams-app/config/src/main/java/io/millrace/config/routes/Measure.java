// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import java.util.List;

/** What a rollup makes of a field or header, besides counting events and bytes. */
public record Measure(Function function, Subject subject) {
    /** What becomes of the values. */
    public enum Function {
        SUM,
        MIN,
        MAX,
        /** An estimate of how many different ones there are. */
        DISTINCT
    }

    /** Reads some, separated by commas; {@code count} and {@code bytes} are none, as every rollup has them. Throws {@link RuleException}. */
    public static List<Measure> parse(String text) {
        return text.isBlank() ? List.of() : new MeasureParser(text).measures();
    }
}
