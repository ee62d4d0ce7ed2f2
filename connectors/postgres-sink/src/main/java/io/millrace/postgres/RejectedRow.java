// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import io.millrace.schemas.DeadLetterReason;
import io.millrace.sink.payload.BatchRefusedException;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;

/** What is said of a row that PostgreSQL refuses: everything but its values, which the server's own message may quote. */
final class RejectedRow {
    private static final Pattern COLUMN = Pattern.compile("^COPY [^,]+, line \\d+, column ([^\\s:]+)");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("22001", "text too long"),
            Map.entry("22003", "numeric value out of range"),
            Map.entry("22008", "time out of range"),
            Map.entry("22021", "text with a NUL byte or no UTF-8"),
            Map.entry("22P02", "no value of its type"),
            Map.entry("22P05", "text with a NUL character"),
            Map.entry("23502", "null in a column that is NOT NULL"),
            Map.entry("23503", "foreign key violated"),
            Map.entry("23505", "unique index violated"),
            Map.entry("23514", "check violated"),
            Map.entry("23P01", "exclusion constraint violated"),
            Map.entry("54000", "too large for an index"),
            Map.entry("P0001", "refused by a trigger"));

    private RejectedRow() {}

    static BatchRefusedException because(SQLException failure) {
        String state = PostgresFailures.state(failure);
        StringBuilder message = new StringBuilder("PostgreSQL refuses the row: ").append(state);
        if (NAMES.containsKey(state)) {
            message.append(' ').append(NAMES.get(state));
        }
        ServerErrorMessage said = PostgresFailures.message(failure);
        if (said != null) {
            append(message, "constraint", said.getConstraint());
            append(message, "column", said.getColumn() == null ? column(failure) : said.getColumn());
        }
        return new BatchRefusedException(DeadLetterReason.SINK_REJECTED, message.toString());
    }

    private static void append(StringBuilder message, String what, String name) {
        if (name != null) {
            message.append(", ").append(what).append(' ').append(name);
        }
    }

    private static String column(SQLException failure) {
        Matcher column = COLUMN.matcher(PostgresFailures.copy(failure));
        return column.find() ? column.group(1) : null;
    }
}
