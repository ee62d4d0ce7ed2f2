// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import io.millrace.postgres.copy.ColumnType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a table's columns and keys. */
final class Catalog {
    private static final String COLUMNS = """
            SELECT a.attname, t.oid, t.typname, t.typtype, e.oid, e.typname, e.typtype,
                a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
            FROM pg_attribute a
            JOIN pg_type d ON d.oid = a.atttypid
            JOIN pg_type t ON t.oid = CASE d.typtype WHEN 'd' THEN d.typbasetype ELSE d.oid END
            LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            """;

    private static final String KEYS = """
            SELECT ARRAY(
                SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey[0:i.indnkeyatts - 1]))
            FROM pg_index i
            WHERE i.indrelid = to_regclass(?) AND i.indisunique AND i.indimmediate AND i.indisvalid
                AND i.indpred IS NULL AND i.indexprs IS NULL
            ORDER BY i.indisprimary DESC, i.indnkeyatts
            """;

    private Catalog() {}

    /** Empty when there is no such table, or none that the user may see. */
    static Optional<TableShape> read(Connection connection, TableName table) throws SQLException {
        Map<String, TableShape.Column> columns = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, table.quoted());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.put(row.getString(1), new TableShape.Column(type(row), row.getBoolean(8)));
                }
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new TableShape(columns, keys(connection, table)));
    }

    private static ColumnType type(ResultSet row) throws SQLException {
        if (row.getLong(5) != 0) {
            ColumnType element = new ColumnType(name(row.getString(6), row.getString(7)), oid(row, 5), null);
            return new ColumnType(ColumnType.ARRAY, oid(row, 2), element);
        }
        return new ColumnType(name(row.getString(3), row.getString(4)), oid(row, 2), null);
    }

    /** Unsigned in the catalog. */
    private static int oid(ResultSet row, int column) throws SQLException {
        return (int) row.getLong(column);
    }

    private static String name(String type, String kind) {
        return kind.equals("e") ? ColumnType.ENUM : type;
    }

    private static List<List<String>> keys(Connection connection, TableName table) throws SQLException {
        List<List<String>> keys = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(KEYS)) {
            query.setString(1, table.quoted());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Array names = row.getArray(1);
                    keys.add(List.of((String[]) names.getArray()));
                }
            }
        }
        return keys;
    }
}
