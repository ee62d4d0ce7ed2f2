// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import java.util.Locale;

/** What a document does to one of the same id. */
public enum WriteMode {
    /** It takes the other's place. */
    INDEX,
    /** It leaves the other, which is an earlier delivery of the same event. */
    CREATE,
    /** It takes the other's place if its event has the higher offset. */
    EXTERNAL_VERSION;

    /** As it is configured. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static WriteMode of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String action() {
        return this == CREATE ? "create" : "index";
    }

    /** Whether a conflict says that the document, or a later one, is there. */
    boolean isDoneByConflict() {
        return this != INDEX;
    }
}
