// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.sinks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of sinks there are. */
public enum Sink {
    S3,
    OPENSEARCH,
    POSTGRES;

    /** As it is called in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands before the keys that say where {@code verify} looks. */
    public String prefix() {
        return word() + '.';
    }

    /** What each is called, in the order of this enum. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Sink::word).toList();
    }

    /** The one of that word, which is one of {@link #words}. */
    public static Sink of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
