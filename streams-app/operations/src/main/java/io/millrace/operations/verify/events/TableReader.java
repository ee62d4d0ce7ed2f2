// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.events;

import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.DatabaseConfig;
import io.millrace.operations.verify.account.HeldEvents;
import io.millrace.operations.verify.topics.NotNowException;
import io.millrace.operations.verify.topics.VerificationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;

/** Reads the columns of origin that each row of the PostgreSQL sink has. */
public final class TableReader implements EventStore {
    private static final int ROWS_AT_ONCE = 50_000;
    private static final String CANNOT_CONNECT_NOW = "57P03";
    private static final String UNDEFINED_TABLE = "42P01";

    private final DatabaseConfig where;

    public TableReader(DatabaseConfig where) {
        this.where = where;
    }

    @Override
    public HeldEvents read(PipelineConfig pipeline) {
        String table = where.table(pipeline.name());
        HeldEvents held = new HeldEvents();
        try (Connection connection = DriverManager.getConnection(where.url(), login())) {
            // A cursor, rather than all rows at once, needs a transaction.
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet rows =
                        statement.executeQuery("SELECT source_partition, source_offset FROM " + quoted(table))) {
                    while (rows.next()) {
                        held.holds(rows.getInt(1), rows.getLong(2));
                    }
                }
            }
        } catch (SQLException e) {
            String message = "Cannot read the table " + table + " at " + where.url() + ": " + e.getMessage();
            if (CANNOT_CONNECT_NOW.equals(e.getSQLState())) {
                throw new NotNowException(message, e);
            }
            // The sink makes it when it has the first batch.
            if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
                throw new VerificationException(message, e);
            }
        }
        return held;
    }

    private Properties login() {
        Properties login = new Properties();
        if (where.user() != null) {
            login.setProperty("user", where.user());
        }
        if (where.password() != null) {
            login.setProperty("password", where.password().value());
        }
        return login;
    }

    /** {@code orders} or {@code sales.orders}, each name as it is. */
    private static String quoted(String table) {
        return Arrays.stream(table.split("\\.", 2))
                .map(name -> '"' + name.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining("."));
    }

    @Override
    public void close() {
        // Each reading has a connection of its own.
    }
}
