// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import io.millrace.postgres.copy.Rows;
import io.millrace.postgres.table.Statements;
import io.millrace.postgres.table.UnfitTableException;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way over a staging table: COPY into it, which refuses what is no value of its type, and INSERT from there, past rows
 * that are there already. Within one transaction, and for one thread.
 */
final class StagedInsert {
    private static final Pattern LINE = Pattern.compile("^COPY [^,]+, line (\\d+)");

    /** Of events. */
    private record Range(int from, int to) {}

    private final Connection connection;
    private final BinaryCopy copy;
    private final Statements sql;
    private final Rows rows;
    private boolean holdsRows;

    StagedInsert(Connection connection, Statements sql, Rows rows) {
        this.connection = connection;
        this.copy = new BinaryCopy(connection);
        this.sql = sql;
        this.rows = rows;
    }

    /** All rows, or none when it throws. */
    void insert() throws SQLException, UnfitTableException, IOException, MalformedAvroException {
        copy.execute(sql.createStaging());
        insert(0, rows.events());
    }

    /**
     * All rows that the table takes; the others are added to {@code rejected}. Where the server says which row it was, the
     * rows before it are sent again without it; else the rows are halved, until what fails is one.
     */
    void insertSome(Map<Integer, Exception> rejected)
            throws SQLException, UnfitTableException, IOException, MalformedAvroException {
        // A constraint that waits for the commit could not be told to any row.
        copy.execute("SET CONSTRAINTS ALL IMMEDIATE");
        copy.execute(sql.dropStaging());
        copy.execute(sql.createStaging());
        Deque<Range> left = new ArrayDeque<>();
        left.push(new Range(0, rows.events()));
        while (!left.isEmpty()) {
            Range range = left.pop();
            if (range.from() == range.to()) {
                continue;
            }
            Optional<SQLException> failure = attempt(range);
            if (failure.isPresent()) {
                split(range, failure.get(), left, rejected);
            }
        }
    }

    /** Empty when the rows are in; throws what is not about a row. */
    private Optional<SQLException> attempt(Range range)
            throws SQLException, UnfitTableException, IOException, MalformedAvroException {
        if (holdsRows) {
            copy.execute(sql.clearStaging());
            holdsRows = false;
        }
        Savepoint savepoint = connection.setSavepoint();
        try {
            insert(range.from(), range.to());
            connection.releaseSavepoint(savepoint);
            holdsRows = true;
            return Optional.empty();
        } catch (SQLException e) {
            if (!PostgresFailures.isAboutARow(e)) {
                throw e;
            }
            connection.rollback(savepoint);
            return Optional.of(e);
        }
    }

    private void split(Range range, SQLException failure, Deque<Range> left, Map<Integer, Exception> rejected) {
        int size = range.to() - range.from();
        int line = line(failure);
        int bad = line > 0 && line <= size ? rows.event(range.from(), line) : range.to();
        if (size == 1) {
            rejected.put(range.from(), RejectedRow.because(failure));
        } else if (bad < range.to()) {
            rejected.put(bad, RejectedRow.because(failure));
            left.push(new Range(bad + 1, range.to()));
            left.push(new Range(range.from(), bad));
        } else {
            int middle = range.from() + size / 2;
            left.push(new Range(middle, range.to()));
            left.push(new Range(range.from(), middle));
        }
    }

    /** Counts from 1 within what was sent; 0 when the server does not say. */
    private static int line(SQLException failure) {
        Matcher line = LINE.matcher(PostgresFailures.copy(failure));
        return line.find() && line.group(1).length() < 10 ? Integer.parseInt(line.group(1)) : 0;
    }

    private void insert(int from, int to)
            throws SQLException, UnfitTableException, IOException, MalformedAvroException {
        copy.send(sql.copyToStaging(), rows, from, to);
        if (sql.others().isPresent()) {
            requireTheSameEvents(sql.others().get());
        }
        copy.execute(sql.insert());
    }

    private void requireTheSameEvents(String question) throws SQLException, UnfitTableException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(question)) {
            row.next();
            if (row.getLong(1) > 0) {
                throw new UnfitTableException("The table holds " + row.getLong(1)
                        + " other events under the partition and offset of events of this batch: it has rows of another topic, or of"
                        + " an earlier one of this name. Use another table, or delete them");
            }
        }
    }
}
