// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.stages;

import io.millrace.config.routes.Subject;

/**
 * Which events share a batch, beside those of one window.
 *
 * @param by null when it is not by a field or header
 * @param byKey whether it is by the record's key
 * @param own whether events that have none of it are a group of their own, or else dead letters
 */
public record Grouping(Subject by, boolean byKey, boolean own) {
    /** The largest group key. What is longer is no group: state names each open batch by its own. */
    public static final int MOST_KEY_BYTES = 1024;

    /** {@code group.by} for the record's key; a field of that name is {@value #FIELD_PREFIX}key. */
    public static final String KEY = "key";

    static final String FIELD_PREFIX = "field ";

    /** {@code text} is empty for no grouping at all. Throws {@link io.millrace.config.routes.RuleException}. */
    public static Grouping parse(String text, boolean own) {
        if (text.isBlank()) {
            return new Grouping(null, false, own);
        }
        String by = text.strip();
        if (by.equals(KEY)) {
            return new Grouping(null, true, own);
        }
        return new Grouping(
                Subject.parseOne(by.startsWith(FIELD_PREFIX) ? by.substring(FIELD_PREFIX.length()) : by), false, own);
    }

    /** What {@link #parse} reads; empty for no grouping. */
    public String text() {
        if (isOff()) {
            return "";
        }
        return byKey ? KEY : (by.isHeader() ? "header " : FIELD_PREFIX) + by.name();
    }

    public boolean isOff() {
        return by == null && !byKey;
    }

    /** How large a group key may be; 0 when there are none. */
    public int mostKeyBytes() {
        return isOff() ? 0 : MOST_KEY_BYTES;
    }
}
