// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import io.millrace.postgres.copy.PayloadColumns;
import io.millrace.postgres.copy.RecordColumns;
import io.millrace.postgres.copy.WholePayload;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.PayloadFormat;
import io.millrace.sink.payload.PayloadSchemas;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The layouts of a task, each made when the first batch of its schema comes. Thread-safe. */
public final class Tables {
    /** Where connections come from; each is closed after use, which gives it back. */
    public interface Connections {
        Connection open() throws SQLException;
    }

    /**
     * What is configured.
     *
     * @param template of tables' names, see {@link TableName}
     * @param columnPerField false for the whole payload in one column
     * @param keyType of the column for the record's key: bytea, text, or empty for none
     */
    public record Options(
            String template, TableMode mode, boolean columnPerField, String keyType, List<String> upsertBy) {}

    private record Key(TableName table, Integer schemaId) {}

    /** Two that create the same table at once would both find it missing. */
    private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7236837, 1)";

    private final Connections connections;
    private final PayloadSchemas schemas;
    private final Options options;
    private final Map<Key, Layout> layouts = new ConcurrentHashMap<>();
    private final Map<TableName, String> sources = new ConcurrentHashMap<>();

    public Tables(Connections connections, PayloadSchemas schemas, Options options) {
        this.connections = connections;
        this.schemas = schemas;
        this.options = options;
    }

    /**
     * How to write the batch; asks the database the first time, and creates or alters the table if that is allowed. Throws
     * {@link UnfitTableException} when it cannot be written as configured.
     */
    public Layout layout(BatchHeader batch) throws Exception {
        TableName table = TableName.of(options.template(), batch.pipeline());
        String source = sources.computeIfAbsent(table, unseen -> batch.sourceTopic());
        if (!source.equals(batch.sourceTopic())) {
            throw new UnfitTableException("Events of " + batch.sourceTopic() + " and of " + source + " both go to "
                    + table + ", where partition and offset could not tell them apart: use " + TableName.PIPELINE
                    + " in postgres.table, or a connector for each");
        }
        Key key = new Key(table, batch.schemaId());
        Layout known = layouts.get(key);
        return known == null ? make(key, batch) : known;
    }

    /** Call when the database says that a table is not what it was. */
    public void forget(Layout layout) {
        layouts.values().removeIf(known -> known.table().equals(layout.table()));
    }

    private synchronized Layout make(Key key, BatchHeader batch) throws Exception {
        Layout known = layouts.get(key);
        if (known != null) {
            return known;
        }
        PayloadColumns payload = payload(batch);
        TableDefinition wanted =
                new TableDefinition(key.table(), options.keyType(), options.upsertBy(), payload.wanted());
        wanted.check();
        try (Connection connection = connections.open()) {
            Layout layout = Layout.of(wanted, payload, shape(connection, wanted), options.mode());
            connection.commit();
            layouts.put(key, layout);
            return layout;
        }
    }

    private PayloadColumns payload(BatchHeader batch) throws Exception {
        if (batch.format() == PayloadFormat.JSON) {
            return WholePayload.ofJson();
        }
        Schema schema = schemas.of(batch);
        return options.columnPerField() && schema.getType() == Schema.Type.RECORD
                ? new RecordColumns(schema)
                : WholePayload.ofAvro(schema);
    }

    private TableShape shape(Connection connection, TableDefinition wanted) throws SQLException, UnfitTableException {
        if (options.mode() == TableMode.CREATE) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(ONE_AT_A_TIME);
            }
            Optional<TableShape> before = Catalog.read(connection, wanted.table());
            if (before.isPresent()) {
                wanted.addColumns(connection, before.get());
            } else {
                wanted.create(connection);
            }
        }
        return Catalog.read(connection, wanted.table())
                .orElseThrow(() -> new UnfitTableException("There is no table " + wanted.table()
                        + ", or the user may not see it: create it, or let the sink do so with"
                        + " postgres.table.mode=create"));
    }
}
