// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import static org.awaitility.Awaitility.await;

import io.millrace.local.postgres.Account;
import io.millrace.local.postgres.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The one server of this module's tests, as its administrator sees it. The sink is a user without privileges of its own. */
final class TestServer {
    static final String SINK_USER = "sink";
    static final String SINK_PASSWORD = "hush-hush";

    private static final LocalPostgres SERVER = start();

    private TestServer() {}

    private static LocalPostgres start() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "postgres");
            LocalPostgres server = new LocalPostgres(
                    folder,
                    freePort(),
                    new Account("admin", "admin", "lake"),
                    Map.of("fsync", "off", "max_connections", "100"),
                    ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
            server.start();
            awaitAnswer(server);
            execute(server, "CREATE ROLE " + SINK_USER + " LOGIN PASSWORD '" + SINK_PASSWORD + "'");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String url() {
        return SERVER.url();
    }

    /** As a crash would. */
    static void kill() throws Exception {
        SERVER.kill();
    }

    static void startAgain() throws Exception {
        SERVER.start();
        awaitAnswer(SERVER);
    }

    private static void awaitAnswer(LocalPostgres server) {
        await().pollInSameThread().ignoreExceptions().until(() -> {
            open(server).close();
            return true;
        });
    }

    private static Connection open(LocalPostgres server) throws SQLException {
        return DriverManager.getConnection(
                server.url(), server.account().user(), server.account().password());
    }

    /** A schema for one test, in which the sink's user is at home. */
    static void makeSchema(String schema) {
        execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        execute("CREATE SCHEMA " + schema);
        execute("GRANT ALL ON SCHEMA " + schema + " TO " + SINK_USER);
        execute("ALTER ROLE " + SINK_USER + " SET search_path = " + schema);
    }

    static void execute(String sql) {
        execute(SERVER, sql);
    }

    private static void execute(LocalPostgres server, String sql) {
        try (Connection connection = open(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A transaction that has executed a statement and stays open. */
    record Transaction(Connection connection) implements AutoCloseable {
        void rollback() throws SQLException {
            connection.rollback();
        }

        void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    static Transaction begin(String sql) throws SQLException {
        Connection connection = open(SERVER);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return new Transaction(connection);
    }

    /** The first column of each row, as text. */
    static List<String> query(String sql) {
        try (Connection connection = open(SERVER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
