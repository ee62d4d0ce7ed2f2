// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import io.millrace.bench.sinks.Crew;
import io.millrace.bench.subject.Spec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Inserts a thousand rows with each statement, as careful programs do that know nothing of COPY; a batch is a transaction. */
public final class InsertLoader implements Crew.Hiring {
    private static final int ROWS = 1_000;

    private final String url;
    private final int events;
    private final ClickRows rows;
    private final String insert;

    public InsertLoader(Spec spec) throws IOException {
        url = spec.text(ClickRows.URL);
        events = (int) spec.number(Spec.BATCH_EVENTS);
        rows = new ClickRows(events, (int) spec.number(Spec.EVENT_BYTES));
        insert = ClickRows.insert('"' + spec.text(ClickRows.TABLE) + '"', ROWS);
    }

    @Override
    public Crew.Work work() throws SQLException {
        return new Inserting(PostgresBed.connect(url), insert, rows, events);
    }

    /** On one connection. */
    private static final class Inserting implements Crew.Work {
        private final Connection connection;
        private final PreparedStatement insert;
        private final ClickRows rows;
        private final int events;

        Inserting(Connection connection, String insert, ClickRows rows, int events) throws SQLException {
            this.connection = connection;
            this.rows = rows;
            this.events = events;
            connection.setAutoCommit(false);
            this.insert = connection.prepareStatement(insert);
        }

        @Override
        public void batch(long first) throws SQLException {
            for (int from = 0; from < events; from += ROWS) {
                rows.set(insert, first, from, ROWS);
                insert.executeUpdate();
            }
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
