// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millrace.sink.DeliveryConfig;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes the pool as configured: a connection for each delivery thread, and no more. */
final class PostgresClientFactory {
    private static final int SECOND_MS = 1_000;

    /** The server has answered a statement that takes too long by then, so a connection that says nothing is dead. */
    private static final int SILENCE_SECONDS = 10;

    private PostgresClientFactory() {}

    /** Connects to nobody yet. */
    static HikariDataSource create(PostgresSinkConfig config, DeliveryConfig delivery) {
        String name = "millrace-" + delivery.sink() + '-' + delivery.task();
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source(config, name));
        pool.setPoolName(name);
        pool.setRegisterMbeans(true);
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(delivery.maxInFlight());
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(config.getInt(PostgresSinkConfig.CONNECT_TIMEOUT_MS));
        // Else the first rollback of a connection would take back what is set for its session.
        pool.setIsolateInternalQueries(true);
        // An outage at the start is like any later one.
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionInitSql("SET statement_timeout = " + config.getInt(PostgresSinkConfig.STATEMENT_TIMEOUT_MS)
                + "; SET lock_timeout = " + config.getInt(PostgresSinkConfig.LOCK_TIMEOUT_MS));
        return new HikariDataSource(pool);
    }

    static PGSimpleDataSource source(PostgresSinkConfig config, String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setApplicationName(name);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(seconds(config.getInt(PostgresSinkConfig.CONNECT_TIMEOUT_MS)));
        source.setSocketTimeout(seconds(config.getInt(PostgresSinkConfig.STATEMENT_TIMEOUT_MS)) + SILENCE_SECONDS);
        // Details quote rows.
        source.setLogServerErrorDetail(false);
        source.setURL(config.getString(PostgresSinkConfig.URL));
        source.setUser(config.getString(PostgresSinkConfig.USER));
        source.setPassword(config.getPassword(PostgresSinkConfig.PASSWORD).value());
        return source;
    }

    private static int seconds(int millis) {
        return Math.max(1, millis / SECOND_MS);
    }
}
