// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import io.millrace.bench.sinks.Crew;
import io.millrace.bench.subject.Spec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Sends rows that are ready with binary COPY; a batch is a transaction. */
public final class CopyLoader implements Crew.Hiring {
    private final String url;
    private final int events;
    private final ClickRows rows;
    private final String table;

    public CopyLoader(Spec spec) throws IOException {
        url = spec.text(ClickRows.URL);
        events = (int) spec.number(Spec.BATCH_EVENTS);
        rows = new ClickRows(events, (int) spec.number(Spec.EVENT_BYTES));
        table = '"' + spec.text(ClickRows.TABLE) + '"';
    }

    @Override
    public Crew.Work work() throws SQLException, IOException {
        return Copying.of(PostgresBed.connect(url), table, rows, events);
    }

    /** On one connection. */
    private record Copying(Connection connection, CopyManager copies, String copy, CopyRows rows) implements Crew.Work {

        static Copying of(Connection connection, String table, ClickRows rows, int events)
                throws SQLException, IOException {
            connection.setAutoCommit(false);
            CopyRows ready = CopyRows.of(connection, table, rows, events);
            connection.commit();
            return new Copying(
                    connection,
                    connection.unwrap(PGConnection.class).getCopyAPI(),
                    "COPY " + table + " (" + ClickRows.columns() + ") FROM STDIN (FORMAT binary)",
                    ready);
        }

        @Override
        public void batch(long first) throws SQLException, IOException {
            copies.copyIn(copy, new ByteArrayInputStream(rows.from(first)));
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
