// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.millrace.sink.DeliveryConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session of the pool is like, on a real server. */
class PostgresClientFactoryIT {
    @BeforeEach
    void prepare() {
        TestServer.makeSchema("pool");
    }

    /** A first transaction that fails would otherwise leave the connection without any limit for as long as it lives. */
    @Test
    void shouldKeepItsTimeoutsWhenTheFirstTransactionIsRolledBack() throws Exception {
        PostgresSinkConfig config = new PostgresSinkConfig(
                TestSink.settings("postgres.statement.timeout.ms", "54321", "postgres.lock.timeout.ms", "1234"));
        try (HikariDataSource pool = PostgresClientFactory.create(config, DeliveryConfig.of(config));
                Connection connection = pool.getConnection()) {
            show(connection, "server_version");
            connection.rollback();

            assertThat(show(connection, "statement_timeout")).isEqualTo("54321ms");
            assertThat(show(connection, "lock_timeout")).isEqualTo("1234ms");
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
