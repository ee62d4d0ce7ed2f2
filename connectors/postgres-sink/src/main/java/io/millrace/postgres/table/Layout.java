// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import io.millrace.postgres.copy.ColumnType;
import io.millrace.postgres.copy.PayloadColumns;
import io.millrace.postgres.copy.RowEncoder;
import io.millrace.postgres.copy.UnfitColumnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How events of one schema are written to one table: made when the table is known, and thrown away when it has changed. */
public final class Layout {
    private final TableName table;
    private final RowEncoder encoder;
    private final Statements statements;

    private Layout(TableName table, RowEncoder encoder, Statements statements) {
        this.table = table;
        this.encoder = encoder;
        this.statements = statements;
    }

    /** Throws {@link UnfitTableException} when the table, as it is, cannot take the events. */
    static Layout of(TableDefinition wanted, PayloadColumns payload, TableShape shape, TableMode mode)
            throws UnfitTableException {
        List<String> columns = new ArrayList<>(Origin.COLUMNS);
        require(wanted.table(), shape, Origin.PARTITION, "int4");
        require(wanted.table(), shape, Origin.OFFSET, "int8");
        require(wanted.table(), shape, Origin.TIME, "timestamptz");
        boolean withKey = !wanted.keyType().isEmpty();
        if (withKey) {
            require(wanted.table(), shape, Origin.EVENT_KEY, wanted.keyType());
            columns.add(Origin.EVENT_KEY);
        }
        List<ColumnType> types = new ArrayList<>();
        for (PayloadColumns.Wanted field : wanted.fields()) {
            ColumnType type = shape.type(field.name());
            types.add(type);
            if (type != null) {
                columns.add(field.name());
            } else if (mode != TableMode.OFF) {
                throw new UnfitTableException("The table " + wanted.table() + " has no column " + field.name()
                        + " that can be written: add one, or let the sink do it with postgres.table.mode=create, or leave the"
                        + " field out with postgres.table.mode=off");
            }
        }
        requireFilled(wanted.table(), shape, columns);
        Statements statements = Statements.of(wanted, shape, mode, columns);
        return new Layout(wanted.table(), encoder(wanted, payload, types, columns.size(), withKey), statements);
    }

    private static RowEncoder encoder(
            TableDefinition wanted, PayloadColumns payload, List<ColumnType> types, int columns, boolean withKey)
            throws UnfitTableException {
        try {
            return new RowEncoder(columns, withKey, payload.bind(types));
        } catch (UnfitColumnException e) {
            throw new UnfitTableException("In the table " + wanted.table() + ' ' + e.getMessage()
                    + ": change the column, or use another table");
        }
    }

    private static void require(TableName table, TableShape shape, String column, String type)
            throws UnfitTableException {
        ColumnType found = shape.type(column);
        if (found == null || !found.name().equals(type)) {
            throw new UnfitTableException("The table " + table + " needs a column " + column + " of the type " + type
                    + (found == null ? "" : ", not " + found) + ": rows are known by it");
        }
    }

    private static void requireFilled(TableName table, TableShape shape, List<String> columns)
            throws UnfitTableException {
        for (Map.Entry<String, TableShape.Column> column : shape.columns().entrySet()) {
            if (column.getValue().mandatory() && !columns.contains(column.getKey())) {
                throw new UnfitTableException(
                        "The column " + column.getKey() + " of the table " + table
                                + " is NOT NULL and without a default, and no field of the events is called so: give it a default");
            }
        }
    }

    public TableName table() {
        return table;
    }

    public RowEncoder encoder() {
        return encoder;
    }

    public Statements statements() {
        return statements;
    }
}
