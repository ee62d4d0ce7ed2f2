// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import io.millrace.postgres.copy.ColumnType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the catalog says of a table.
 *
 * @param columns those that can be written, by name
 * @param uniqueKeys the columns of each unique index that {@code ON CONFLICT} can name
 */
record TableShape(Map<String, Column> columns, List<List<String>> uniqueKeys) {
    /** @param mandatory NOT NULL, and nothing fills it in */
    record Column(ColumnType type, boolean mandatory) {}

    ColumnType type(String column) {
        Column found = columns.get(column);
        return found == null ? null : found.type();
    }

    /** The key by which a table knows an event again; a partitioned one may need its time in it. */
    Optional<List<String>> originKey() {
        return uniqueKeys.stream()
                .filter(key -> key.containsAll(Origin.KEY) && Origin.COLUMNS.containsAll(key))
                .findFirst();
    }

    boolean hasUniqueKey(List<String> names) {
        Set<String> wanted = new HashSet<>(names);
        return uniqueKeys.stream().anyMatch(key -> wanted.equals(new HashSet<>(key)));
    }
}
