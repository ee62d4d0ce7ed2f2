// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.stages;

/** What happens to an event whose window has closed. */
public enum LatePolicy {
    /** It joins a new batch of its own window. */
    KEEP,
    /** It becomes a dead letter, reason LATE. */
    DEAD_LETTER;

    public static LatePolicy parse(String text) {
        return text.equals("keep") ? KEEP : DEAD_LETTER;
    }
}
