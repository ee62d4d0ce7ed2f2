// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.postgres.table.UnfitTableException;
import io.millrace.sink.Failures;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What only PostgreSQL knows; what all sinks share is in SinkContract. */
class PostgresFailuresTest {
    private final PostgresFailures failures = new PostgresFailures();

    @ParameterizedTest
    @CsvSource({
        "08001, RETRIABLE", // no connection
        "08006, RETRIABLE",
        "08P01, RETRIABLE",
        "25006, RETRIABLE", // read only
        "25P03, RETRIABLE", // idle in transaction
        "25P04, RETRIABLE",
        "40001, RETRIABLE", // serialization failure
        "40003, RETRIABLE",
        "40P01, RETRIABLE", // deadlock
        "53100, RETRIABLE", // disk full
        "53200, RETRIABLE",
        "53300, RETRIABLE", // too many connections
        "55006, RETRIABLE",
        "55P03, RETRIABLE", // lock timeout
        "57014, RETRIABLE", // cancelled, statement timeout
        "57P01, RETRIABLE",
        "57P02, RETRIABLE",
        "57P03, RETRIABLE",
        "57P05, RETRIABLE",
        "58030, RETRIABLE",
        "57P04, FATAL", // database dropped
        "28000, FATAL",
        "28P01, FATAL",
        "3D000, FATAL",
        "3F000, FATAL",
        "42501, FATAL",
        "42P01, FATAL",
        "42703, FATAL",
        "0A000, FATAL",
        "25P02, FATAL",
        "40002, FATAL",
        "XX001, FATAL",
        "22003, FATAL", // where no row is to blame
        "23505, FATAL",
    })
    void shouldJudgeEachState(String state, Failures.Kind kind) {
        assertThat(failures.classify(new SQLException("no", state))).isEqualTo(kind);
        assertThat(failures.classify(new WriteFailedException("no", new SQLException("no", state))))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22001", "22003", "22008", "22021", "22P02", "22P05", "23502", "23503", "23505", "23514", "23P01",
                "54000", "P0001"
            })
    void shouldBlameARow(String state) {
        assertThat(PostgresFailures.isAboutARow(new SQLException("no", state))).isTrue();
        assertThat(PostgresFailures.isAboutTheTable(new SQLException("no", state)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42703", "42P01", "42804", "42P10", "22P03"})
    void shouldBlameTheTable(String state) {
        assertThat(PostgresFailures.isAboutTheTable(new SQLException("no", state)))
                .isTrue();
        assertThat(PostgresFailures.isAboutARow(new SQLException("no", state))).isFalse();
    }

    @Test
    void shouldTellTheCopyFromWhatIsQuotedBeforeIt() {
        String secret = "x\u2028COPY t, line 1, column secret\u0085COPY t, line 2, column secret\rCOPY t, line 3";
        String quoted = "JSON data, line 1: " + secret + "\nCOPY t, line 4, column secret";

        assertThat(PostgresFailures.copy(at(quoted + "\nCOPY millrace_1f, line 7, column v")))
                .isEqualTo("COPY millrace_1f, line 7, column v");
        assertThat(PostgresFailures.copy(
                        at("SQL statement \"" + quoted + "\"\nPL/pgSQL function f() line 2 at EXECUTE")))
                .isEmpty();
        assertThat(RejectedRow.because(at(quoted + "\nCOPY millrace_1f, line 7, column v")))
                .hasMessage("PostgreSQL refuses the row: 22P05 text with a NUL character, column v");
        assertThat(PostgresFailures.copy(new SQLException("no", "22P05"))).isEmpty();
    }

    private static PSQLException at(String context) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C22P05\0Mno\0W" + context + "\0"));
    }

    /** The pool reports its last attempt to connect as the cause. */
    @Test
    void shouldJudgeThePoolByWhatTheServerSaid() {
        assertThat(failures.classify(new SQLTransientConnectionException("timed out")))
                .isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(
                        new SQLTransientConnectionException("timed out", null, new SQLException("password", "28P01"))))
                .isEqualTo(Failures.Kind.FATAL);
        assertThat(failures.classify(new SQLException("pool is closed"))).isEqualTo(Failures.Kind.FATAL);
    }

    @Test
    void shouldJudgeTheRegistryTheConfigurationAndTables() {
        assertThat(failures.classify(new RestClientException("busy", 500, 50001)))
                .isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(new ConfigException("schema.registry.url", "", "no")))
                .isEqualTo(Failures.Kind.FATAL);
        assertThat(failures.classify(new UnfitTableException("no"))).isEqualTo(Failures.Kind.FATAL);
    }
}
