// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import io.millrace.postgres.copy.Rows;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** COPY in binary form, on one connection. */
final class BinaryCopy {
    private final Connection connection;

    BinaryCopy(Connection connection) {
        this.connection = connection;
    }

    /** Sends the rows of the events from {@code from} to {@code to}, exclusive, with that COPY statement. */
    void send(String sql, Rows rows, int from, int to) throws SQLException, IOException, MalformedAvroException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            rows.send(from, to, copy::writeToCopy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                cancel(copy);
            }
        }
    }

    /** What made the copy fail is on its way up already. */
    private static void cancel(CopyIn copy) {
        try {
            copy.cancelCopy();
        } catch (SQLException e) {
            // The connection is broken: whoever uses it next finds out, and the pool throws it away.
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
