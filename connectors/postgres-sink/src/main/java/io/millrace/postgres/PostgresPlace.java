// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.ServerErrorMessage;

/** Where the rows go, and what an operator is told when they cannot be written there. */
record PostgresPlace(String server, String database, String user) {

    static PostgresPlace of(PostgresSinkConfig config) {
        PGSimpleDataSource source = PostgresClientFactory.source(config, "");
        String server = IntStream.range(0, source.getServerNames().length)
                .mapToObj(i -> source.getServerNames()[i] + ':' + source.getPortNumbers()[i])
                .collect(Collectors.joining(","));
        return new PostgresPlace(server, source.getDatabaseName(), config.getString(PostgresSinkConfig.USER));
    }

    @Override
    public String toString() {
        return "the database " + database + " at " + server;
    }

    /** Why it failed, and how to mend it. Quotes no row. */
    String explain(Throwable cause) {
        if (!(cause instanceof SQLException failure)) {
            return cause.getMessage();
        }
        String state = PostgresFailures.state(failure);
        return this + " answers " + (state.isEmpty() ? "" : state + ' ') + '(' + said(failure) + ')' + remedy(state);
    }

    private static String said(SQLException failure) {
        SQLException origin = failure;
        while (PostgresFailures.message(origin) == null && origin.getCause() instanceof SQLException cause) {
            origin = cause;
        }
        ServerErrorMessage message = PostgresFailures.message(origin);
        if (message == null) {
            return failure.getMessage();
        }
        return PostgresFailures.isAboutARow(origin) ? "about a row" : message.getMessage();
    }

    private String remedy(String state) {
        return switch (state) {
            case "28P01", "28000" ->
                "; correct " + PostgresSinkConfig.USER + " and " + PostgresSinkConfig.PASSWORD
                        + ", or what the server allows this user (pg_hba.conf)";
            case "3D000" -> "; create the database, or correct " + PostgresSinkConfig.URL;
            case "3F000" -> "; create the schema, or correct " + PostgresSinkConfig.TABLE;
            case "42501" -> "; the user " + user + " needs what CONFIG.md says of " + PostgresSinkConfig.USER;
            case "42P01" ->
                "; create the table, or let the sink do so with " + PostgresSinkConfig.TABLE_MODE + "=create";
            default -> "";
        };
    }
}
