// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The SQL that writes rows of one layout.
 *
 * @param copy straight into the table; empty where rows may replace others
 * @param dropStaging of an earlier layout, whose columns may have been narrower
 * @param createStaging a temporary table of the same columns, once a session, and empty again after each transaction
 * @param insert from the staging table, past rows that are there already
 * @param others how many staged rows meet another event under the same partition and offset; empty where nothing tells
 */
public record Statements(
        Optional<String> copy,
        String dropStaging,
        String createStaging,
        String clearStaging,
        String copyToStaging,
        String insert,
        Optional<String> others) {

    private static final String BINARY = " FROM STDIN (FORMAT binary)";

    static Statements of(TableDefinition wanted, TableShape shape, TableMode mode, List<String> columns)
            throws UnfitTableException {
        List<String> key = wanted.upsertBy().isEmpty() ? shape.originKey().orElse(List.of()) : wanted.upsertBy();
        check(wanted, shape, mode, key);
        String table = wanted.table().quoted();
        String list = Identifiers.list(columns);
        String types = columns.stream()
                .map(column -> column + ' ' + shape.type(column).oid())
                .collect(Collectors.joining(","));
        String staging = "pg_temp." + Identifiers.quoted("millrace_" + Integer.toHexString((table + types).hashCode()));
        boolean upsert = !wanted.upsertBy().isEmpty();
        return new Statements(
                upsert ? Optional.empty() : Optional.of("COPY " + table + " (" + list + ')' + BINARY),
                "DROP TABLE IF EXISTS " + staging,
                "CREATE TEMP TABLE IF NOT EXISTS " + staging.substring("pg_temp.".length())
                        + " ON COMMIT DELETE ROWS AS SELECT " + list + " FROM " + table + " WITH NO DATA",
                "TRUNCATE " + staging,
                "COPY " + staging + " (" + list + ')' + BINARY,
                upsert ? upsert(table, staging, list, columns, key) : insert(table, staging, list, key),
                upsert || key.isEmpty() ? Optional.empty() : Optional.of(others(table, staging)));
    }

    private static void check(TableDefinition wanted, TableShape shape, TableMode mode, List<String> key)
            throws UnfitTableException {
        if (!wanted.upsertBy().isEmpty() && !shape.hasUniqueKey(key)) {
            throw new UnfitTableException("The table " + wanted.table() + " has no unique index on exactly ("
                    + String.join(", ", key) + "), by which postgres.upsert.by finds rows again: create one");
        }
        if (key.isEmpty() && mode != TableMode.OFF) {
            throw new UnfitTableException("The table " + wanted.table() + " has no unique index on (" + Origin.PARTITION
                    + ", " + Origin.OFFSET + "), by which it knows events again: create one, or do without it with"
                    + " postgres.table.mode=off");
        }
    }

    private static String insert(String table, String staging, String list, List<String> key) {
        return "INSERT INTO " + table + " (" + list + ") SELECT " + list + " FROM " + staging
                + (key.isEmpty() ? "" : " ON CONFLICT (" + Identifiers.list(key) + ") DO NOTHING");
    }

    /**
     * Of several events of one row the last counts: of a partition that of the highest offset, and of several partitions' the latest
     * by time. One that comes after a later one, as after a crash, changes nothing.
     */
    private static String upsert(String table, String staging, String list, List<String> columns, List<String> key) {
        String keys = Identifiers.list(key);
        String updates = columns.stream()
                .filter(column -> !key.contains(column))
                .map(Identifiers::quoted)
                .map(column -> column + " = EXCLUDED." + column)
                .collect(Collectors.joining(", "));
        String lastOfPartitions = "SELECT DISTINCT ON (" + keys + ", source_partition) " + list + " FROM " + staging
                + " ORDER BY " + keys + ", source_partition, source_offset DESC";
        return "INSERT INTO " + table + " AS t (" + list + ") SELECT DISTINCT ON (" + keys + ") " + list + " FROM ("
                + lastOfPartitions + ") s ORDER BY " + keys + ", event_time DESC, source_partition DESC"
                + " ON CONFLICT (" + keys + ") DO UPDATE SET " + updates
                + " WHERE CASE WHEN t.source_partition = EXCLUDED.source_partition"
                + " THEN t.source_offset < EXCLUDED.source_offset ELSE t.event_time <= EXCLUDED.event_time END";
    }

    /** LIMIT makes it look rows up by the key, however large the table, and however little is known of the staging table. */
    private static String others(String table, String staging) {
        return "SELECT count(*) FROM " + staging + " s CROSS JOIN LATERAL (SELECT t.event_time FROM " + table
                + " t WHERE t.source_partition = s.source_partition AND t.source_offset = s.source_offset LIMIT 1) t"
                + " WHERE t.event_time <> s.event_time";
    }
}
