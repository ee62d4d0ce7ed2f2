// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import io.millrace.bench.data.BatchMaker;
import io.millrace.bench.data.Fill;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** The rows that the sink makes of a batch, as values for a statement. Thread-safe. */
final class ClickRows {
    /** Of the database. */
    static final String URL = "postgres.jdbc.url";

    static final String TABLE = "postgres.table.name";

    /** As the sink defines a table for {@link Fill#SCHEMA}. */
    static final String DEFINITION = """
            source_partition integer NOT NULL, source_offset bigint NOT NULL, event_time timestamptz NOT NULL,
            id text, "requestId" text, "timestamp" timestamptz, "user" text, method text, path text, status integer,
            bytes bigint, referrer text, "userAgent" text, PRIMARY KEY (source_partition, source_offset)""";

    private static final List<String> ORIGIN = List.of("source_partition", "source_offset", "event_time");

    private final List<OffsetDateTime> times = new ArrayList<>();
    private final List<List<Object>> fields = new ArrayList<>();

    ClickRows(int events, int eventBytes) throws IOException {
        List<GenericRecord> clicks = Clicks.read(eventBytes);
        for (int i = 0; i < events; i++) {
            times.add(time(BatchMaker.START + i));
            fields.add(fields(clicks.get(i % clicks.size())));
        }
    }

    /** Null stays null: there is one field of it. */
    private static List<Object> fields(GenericRecord click) {
        List<Object> fields = new ArrayList<>();
        Fill.SCHEMA.getFields().forEach(field -> {
            Object value = click.get(field.pos());
            if (field.name().equals("timestamp")) {
                fields.add(time((Long) value));
            } else {
                fields.add(Clicks.plain(value));
            }
        });
        return fields;
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    /** All columns, as in the definition. */
    static String columns() {
        return Stream.concat(ORIGIN.stream(), Fill.SCHEMA.getFields().stream().map(field -> '"' + field.name() + '"'))
                .collect(Collectors.joining(", "));
    }

    /** The statement that inserts so many rows. */
    static String insert(String table, int rows) {
        int columns = ORIGIN.size() + Fill.SCHEMA.getFields().size();
        String row = '(' + "?, ".repeat(columns - 1) + "?)";
        return "INSERT INTO " + table + " (" + columns() + ") VALUES " + row + (", " + row).repeat(rows - 1);
    }

    /** Sets the values of {@code rows} rows from {@code from} on, of the batch that begins at {@code first}. */
    void set(PreparedStatement insert, long first, int from, int rows) throws SQLException {
        int at = 1;
        for (int i = from; i < from + rows; i++) {
            insert.setInt(at++, 0);
            insert.setLong(at++, first + i);
            insert.setObject(at++, times.get(i));
            for (Object field : fields.get(i)) {
                insert.setObject(at++, field);
            }
        }
    }
}
