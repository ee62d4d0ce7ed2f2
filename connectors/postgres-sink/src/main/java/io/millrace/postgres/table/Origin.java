// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import java.util.List;

/** The columns that say where a row comes from; {@code verify} and operators read them by these names. */
public final class Origin {
    public static final String PARTITION = "source_partition";
    public static final String OFFSET = "source_offset";
    public static final String TIME = "event_time";
    public static final String EVENT_KEY = "event_key";

    static final List<String> KEY = List.of(PARTITION, OFFSET);
    static final List<String> COLUMNS = List.of(PARTITION, OFFSET, TIME);

    private Origin() {}
}
