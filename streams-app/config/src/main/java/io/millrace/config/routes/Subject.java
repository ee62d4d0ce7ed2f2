// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.routes;

import java.util.List;

/**
 * What a condition looks at.
 *
 * @param isHeader whether it is a header of the record, of which the last one counts, or else a top-level field of the payload
 */
public record Subject(boolean isHeader, String name) {
    /** Reads some, separated by commas. Throws {@link RuleException}. */
    public static List<Subject> parse(String text) {
        return text.isBlank() ? List.of() : new RouteParser(text).subjects();
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return isHeader ? "header " + name : name;
    }

    /** Reads exactly one. Throws {@link RuleException}. */
    public static Subject parseOne(String text) {
        return new RouteParser(text).subject();
    }
}
