// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import io.millrace.postgres.table.TableMode;
import io.millrace.postgres.table.TableName;
import io.millrace.postgres.table.UnfitTableException;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.sink.payload.BatchRefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table of batches that were written. A batch's row is written by the same transaction as its events, and before them, so
 * that two who have the same batch wait for each other here. It holds which events were rejected too: whoever gets the batch
 * again after a crash must write their dead letters, which may not have been written. Thread-safe.
 */
final class Ledger {
    private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7236837, 1)";

    private static final int PRUNED_AT_ONCE = 1_000;

    private final TableName table;
    private final TableMode mode;

    Ledger(TableName table, TableMode mode) {
        this.table = table;
        this.mode = mode;
    }

    /** Makes it if need be and allowed. Throws {@link UnfitTableException} when it is not there, or may not be used. */
    void check(Connection connection) throws SQLException, UnfitTableException {
        if (mode == TableMode.CREATE) {
            create(connection);
        }
        String sql = "SELECT to_regclass(?) IS NOT NULL AND has_table_privilege(to_regclass(?), 'INSERT')"
                + " AND has_table_privilege(to_regclass(?), 'SELECT') AND has_table_privilege(to_regclass(?), 'UPDATE')";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 1; i <= 4; i++) {
                query.setString(i, table.quoted());
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new UnfitTableException("The ledger " + table
                            + " is missing, or the user may not INSERT into it, SELECT from it and UPDATE it: grant that, or"
                            + " create it, with the statement that README.md has or with postgres.table.mode=create");
                }
            }
        }
        connection.commit();
    }

    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
            try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
                query.setString(1, table.quoted());
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return;
                    }
                }
            }
            statement.execute("CREATE TABLE " + table.quoted()
                    + " (batch_id text PRIMARY KEY, pipeline text NOT NULL, events integer NOT NULL,"
                    + " rejected integer[], reasons text[], delivered_at timestamptz NOT NULL DEFAULT now())");
            statement.execute("CREATE INDEX ON " + table.quoted() + " (delivered_at)");
        }
    }

    /** What the ledger knows of a batch. */
    sealed interface Entry {
        /** Nothing until now. */
        record New() implements Entry {}

        /** Another of this name was written, with more events or fewer: some of these may be there, and some may not. */
        record Other() implements Entry {}

        /** It was written. {@code rejected} has the events that were not, none as a rule. */
        record Written(Map<Integer, Exception> rejected) implements Entry {}
    }

    /** Enters the batch unless it was written before, and waits for others who are doing so. */
    Entry enter(Connection connection, BatchHeader batch) throws SQLException {
        String insert = "INSERT INTO " + table.quoted()
                + " (batch_id, pipeline, events) VALUES (?, ?, ?) ON CONFLICT (batch_id) DO NOTHING";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, batch.batchId());
            statement.setString(2, batch.pipeline());
            statement.setInt(3, batch.eventCount());
            if (statement.executeUpdate() == 1) {
                return new Entry.New();
            }
        }
        String replace = "UPDATE " + table.quoted()
                + " SET events = ?, rejected = NULL, reasons = NULL WHERE batch_id = ? AND events <> ?";
        try (PreparedStatement statement = connection.prepareStatement(replace)) {
            statement.setInt(1, batch.eventCount());
            statement.setString(2, batch.batchId());
            statement.setInt(3, batch.eventCount());
            return statement.executeUpdate() == 1
                    ? new Entry.Other()
                    : new Entry.Written(rejected(connection, batch.batchId()));
        }
    }

    private Map<Integer, Exception> rejected(Connection connection, String batchId) throws SQLException {
        Map<Integer, Exception> rejected = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT i, r FROM " + table.quoted() + ", unnest(rejected, reasons) AS u(i, r) WHERE batch_id = ?")) {
            query.setString(1, batchId);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rejected.put(row.getInt(1), cause(row.getString(2)));
                }
            }
        }
        return rejected;
    }

    /** Call in the transaction of {@link #enter}, when not every event was written. */
    void reject(Connection connection, BatchHeader batch, Map<Integer, Exception> rejected) throws SQLException {
        if (rejected.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + table.quoted() + " SET rejected = ?, reasons = ? WHERE batch_id = ?")) {
            update.setArray(
                    1, connection.createArrayOf("int4", rejected.keySet().toArray()));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "text", rejected.values().stream().map(Ledger::text).toArray()));
            update.setString(3, batch.batchId());
            update.executeUpdate();
        }
    }

    private static String text(Exception cause) {
        DeadLetterReason reason =
                cause instanceof BatchRefusedException refused ? refused.reason() : DeadLetterReason.SINK_REJECTED;
        return reason.name() + ' ' + cause.getMessage();
    }

    private static Exception cause(String text) {
        int space = text.indexOf(' ');
        return new BatchRefusedException(DeadLetterReason.valueOf(text.substring(0, space)), text.substring(space + 1));
    }

    /** Deletes some rows that are older than that, each only if nobody else is at it. Returns whether there may be more. */
    boolean prune(Connection connection, Duration age) throws SQLException {
        String sql = "DELETE FROM " + table.quoted() + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + table.quoted()
                + " WHERE delivered_at < now() - ? * interval '1 ms' ORDER BY delivered_at LIMIT " + PRUNED_AT_ONCE
                + " FOR UPDATE SKIP LOCKED))";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, age.toMillis());
            int deleted = delete.executeUpdate();
            connection.commit();
            return deleted == PRUNED_AT_ONCE;
        }
    }
}
