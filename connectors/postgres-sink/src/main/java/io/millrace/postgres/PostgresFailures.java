// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import io.millrace.postgres.table.UnfitTableException;
import io.millrace.sink.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Which failure is which, at the start and for every batch, by SQLSTATE. What is not in the table is fatal: it is better to
 * stop than to retry or to dead-letter without a reason. No state refuses a batch as a whole; rows are rejected one by one.
 */
final class PostgresFailures implements Failures {
    private static final String NO_SUCH_DATABASE = "57P04";

    /**
     * Connection, resources (disk, memory, connections), operator and crash, files of the server; serialization, deadlock,
     * unknown outcome; locks, cancelled and timed out; read only, as a server in recovery is.
     */
    private static final List<String> PASSING =
            List.of("08", "53", "57", "58", "40001", "40P01", "40003", "55P03", "55006", "25006", "25P03", "25P04");

    /** Data, constraints, limits of the server such as that of an index entry, and what triggers raise. */
    private static final List<String> ROW = List.of("22", "23", "54", "P0001");

    /** A column, table or index is gone or has another type; a binary value that is no value of the type. */
    private static final Set<String> TABLE = Set.of("42703", "42P01", "42804", "42P10", "22P03");

    private static final String BROKEN_MESSAGE = "08P01";

    @Override
    public Failures.Kind classify(Throwable failure) {
        if (failure instanceof WriteFailedException write) {
            return classify(write.getCause());
        }
        Optional<Failures.Kind> reading = Failures.ofReading(failure);
        if (reading.isPresent()) {
            return reading.get();
        }
        if (failure instanceof UnfitTableException) {
            return Failures.Kind.FATAL;
        }
        if (failure instanceof SQLException database) {
            return ofDatabase(database);
        }
        boolean noAnswer = failure instanceof IOException || failure instanceof UncheckedIOException;
        return noAnswer ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL;
    }

    private static Failures.Kind ofDatabase(SQLException failure) {
        String state = state(failure);
        boolean passes = state.isEmpty()
                ? failure instanceof SQLTransientException || failure instanceof SQLRecoverableException
                : PASSING.stream().anyMatch(state::startsWith) && !state.equals(NO_SUCH_DATABASE);
        return passes ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL;
    }

    /** The pool has its own exception for "no connection", and says why as the cause. Empty for none. */
    static String state(SQLException failure) {
        if (failure.getSQLState() != null) {
            return failure.getSQLState();
        }
        return failure.getCause() instanceof SQLException cause ? state(cause) : "";
    }

    /** Whether a row is refused for what it is, while others may be taken. */
    static boolean isAboutARow(SQLException failure) {
        String state = state(failure);
        return !isAboutTheTable(failure) && ROW.stream().anyMatch(state::startsWith);
    }

    /** Whether the table is not what it was when its layout was made. */
    static boolean isAboutTheTable(SQLException failure) {
        String state = state(failure);
        return TABLE.contains(state)
                || (state.equals(BROKEN_MESSAGE) && !copy(failure).isEmpty());
    }

    /** What the server was doing, from the inside out; empty where it does not say. May quote values. */
    private static String where(SQLException failure) {
        ServerErrorMessage message = message(failure);
        return message == null || message.getWhere() == null ? "" : message.getWhere();
    }

    /**
     * What the server says of the COPY that it was doing, which holds no values: the last line, as what it did for that one comes
     * before and may quote some. Empty when it was no COPY.
     */
    static String copy(SQLException failure) {
        String where = where(failure);
        String last = where.substring(where.lastIndexOf('\n') + 1);
        return last.startsWith("COPY ") ? last : "";
    }

    /** Null when it is not the server that has failed. */
    static ServerErrorMessage message(SQLException failure) {
        return failure instanceof PSQLException answer ? answer.getServerErrorMessage() : null;
    }
}
