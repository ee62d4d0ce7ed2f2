// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.postgres;

import io.millrace.bench.bed.Facility;
import io.millrace.bench.bed.TestBed;
import io.millrace.local.process.Ports;
import io.millrace.local.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One PostgreSQL server for all runs. It forces what is committed to its disk, as it does by default. */
final class PostgresBed implements Facility {
    private final PostgresServer server;

    private PostgresBed(TestBed bed) {
        server = new PostgresServer(bed.site(), Ports.free());
    }

    static PostgresBed of(TestBed bed) {
        return bed.facility(PostgresBed.class, PostgresBed::started);
    }

    private static PostgresBed started(TestBed bed) {
        PostgresBed postgres = new PostgresBed(bed);
        postgres.server.start();
        postgres.server.awaitReady();
        return postgres;
    }

    String url() {
        return server.jdbcUrl();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String table) throws SQLException {
        try (Connection connection = connect(url());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT count(*) FROM \"" + table + '"')) {
            answer.next();
            return answer.getLong(1);
        }
    }

    /** As the bench's only user. */
    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
    }

    @Override
    public void close() {
        server.close();
    }
}
