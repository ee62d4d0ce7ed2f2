// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import io.millrace.postgres.copy.PayloadColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table as it should be.
 *
 * @param keyType of the column for the record's key; empty for none
 * @param upsertBy the columns that tell rows apart; empty where each event is a row
 * @param fields the columns of the payload
 */
record TableDefinition(TableName table, String keyType, List<String> upsertBy, List<PayloadColumns.Wanted> fields) {

    /** Throws {@link UnfitTableException} when a field cannot have a column of its own. */
    void check() throws UnfitTableException {
        table.check();
        Set<String> taken = keyType.isEmpty()
                ? Set.copyOf(Origin.COLUMNS)
                : Set.of(Origin.PARTITION, Origin.OFFSET, Origin.TIME, Origin.EVENT_KEY);
        for (PayloadColumns.Wanted field : fields) {
            Identifiers.check(field.name());
            if (taken.contains(field.name())) {
                throw new UnfitTableException("The schema has a field " + field.name()
                        + ", and so is a column called that says where a row comes from: use postgres.columns=json");
            }
        }
        for (String column : upsertBy) {
            if (fields.stream().noneMatch(field -> field.name().equals(column))) {
                throw new UnfitTableException(
                        "postgres.upsert.by names " + column + ", and the events for " + table + " have no such field");
            }
        }
    }

    void create(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        lines.add(Origin.PARTITION + " integer NOT NULL");
        lines.add(Origin.OFFSET + " bigint NOT NULL");
        lines.add(Origin.TIME + " timestamptz NOT NULL");
        if (!keyType.isEmpty()) {
            lines.add(Origin.EVENT_KEY + ' ' + keyType);
        }
        fields.forEach(field -> lines.add(Identifiers.quoted(field.name()) + ' ' + field.sqlType()));
        lines.add("PRIMARY KEY (" + Identifiers.list(upsertBy.isEmpty() ? Origin.KEY : upsertBy) + ')');
        execute(connection, "CREATE TABLE " + table.quoted() + " (" + String.join(", ", lines) + ')');
    }

    /** Adds what the table lacks; what it has, keeps its type. */
    void addColumns(Connection connection, TableShape shape) throws SQLException {
        List<PayloadColumns.Wanted> wanted = new ArrayList<>(fields);
        if (!keyType.isEmpty()) {
            wanted.add(new PayloadColumns.Wanted(Origin.EVENT_KEY, keyType));
        }
        String additions = wanted.stream()
                .filter(column -> !shape.columns().containsKey(column.name()))
                .map(column -> "ADD COLUMN IF NOT EXISTS " + Identifiers.quoted(column.name()) + ' ' + column.sqlType())
                .collect(Collectors.joining(", "));
        if (!additions.isEmpty()) {
            execute(connection, "ALTER TABLE " + table.quoted() + ' ' + additions);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
