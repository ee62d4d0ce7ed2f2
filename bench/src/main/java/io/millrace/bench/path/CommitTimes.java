// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.local.server.PostgresServer;
import io.millrace.local.stack.Deployment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;

/** A table of events in a server that keeps the moment at which each transaction was committed. */
final class CommitTimes implements AutoCloseable {
    private static final String AGES = """
            SELECT count(*),
              percentile_disc(ARRAY[0.5, 0.99, 0.999, 1]) WITHIN GROUP (ORDER BY
                1000 * extract(epoch FROM pg_xact_commit_timestamp(xmin) - event_time))::float8[]
            FROM "%s" WHERE event_time >= ? AND event_time < ?
            """;

    private static final double SECOND_MS = 1_000;

    private final Connection connection;
    private final String table;

    private CommitTimes(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /** Restarts the server, which does this from its start on or not at all. */
    static CommitTimes on(Deployment deployment, String table) throws SQLException {
        PostgresServer server = deployment.stack().destinations().stream()
                .filter(PostgresServer.class::isInstance)
                .map(PostgresServer.class::cast)
                .findFirst()
                .orElseThrow();
        try (Connection before = connect(server);
                Statement statement = before.createStatement()) {
            statement.execute("ALTER SYSTEM SET track_commit_timestamp = on");
        }
        server.close();
        server.start();
        server.awaitReady();
        return new CommitTimes(connect(server), table);
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    /** By the ledger, whose counting costs little. */
    long rows() throws SQLException {
        return number("SELECT coalesce(sum(events), 0) FROM millrace_batches");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    /** Of the events that were due in this span, in epoch milliseconds. */
    Figures.Builder figures(long from, long to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AGES.formatted(table))) {
            statement.setTimestamp(1, new Timestamp(from));
            statement.setTimestamp(2, new Timestamp(to));
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                Double[] ages = (Double[]) answer.getArray(2).getArray();
                return Figures.builder()
                        .with(Figure.EVENTS_PER_SECOND, answer.getLong(1) / ((to - from) / SECOND_MS))
                        .with(Figure.LATENCY_P50_MS, ages[0])
                        .with(Figure.LATENCY_P99_MS, ages[1])
                        .with(Figure.LATENCY_P999_MS, ages[2])
                        .with(Figure.LATENCY_MAX_MS, ages[3]);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
