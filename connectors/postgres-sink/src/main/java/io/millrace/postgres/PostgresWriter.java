// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import io.millrace.postgres.copy.Rows;
import io.millrace.postgres.table.Layout;
import io.millrace.postgres.table.Tables;
import io.millrace.postgres.table.UnfitTableException;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Destination;
import io.millrace.sink.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes each batch in one transaction, with its row in the ledger. As a rule that is a COPY straight into the table; where a
 * row is refused, or there already, the transaction is begun anew over a staging table, and only what is refused is rejected. So it
 * is for a batch that has the name of another.
 */
final class PostgresWriter implements Destination {
    private final Tables.Connections connections;
    private final Tables tables;
    private final Ledger ledger;
    private final LedgerPruning pruning;
    private final PostgresPlace place;

    PostgresWriter(
            Tables.Connections connections, Tables tables, Ledger ledger, LedgerPruning pruning, PostgresPlace place) {
        this.connections = connections;
        this.tables = tables;
        this.ledger = ledger;
        this.pruning = pruning;
        this.place = place;
    }

    /** Throws what {@link PostgresFailures} classifies unless the database answers and the ledger may be used. */
    void check() throws SQLException, UnfitTableException {
        try (Connection connection = connections.open()) {
            ledger.check(connection);
        }
    }

    @Override
    public Outcome deliver(EventBatch batch) throws Exception {
        try {
            Map<Integer, Exception> rejected = writeWithPresentLayout(batch);
            pruning.afterABatch();
            return rejected.isEmpty() ? new Outcome.Delivered() : new Outcome.Rejected(rejected);
        } catch (SQLException | UnfitTableException e) {
            throw new WriteFailedException(
                    "The batch " + batch.header().batchId() + " could not be written: " + place.explain(e), e);
        }
    }

    /** What has changed under us, the ledger too, is looked at once more, and made anew if that is allowed. */
    private Map<Integer, Exception> writeWithPresentLayout(EventBatch batch) throws Exception {
        Layout layout = tables.layout(batch.header());
        try {
            return write(batch, layout);
        } catch (SQLException e) {
            if (!PostgresFailures.isAboutTheTable(e)) {
                throw e;
            }
            check();
            tables.forget(layout);
            return write(batch, tables.layout(batch.header()));
        }
    }

    /** Returns why events were rejected, by their index in the batch. */
    private Map<Integer, Exception> write(EventBatch batch, Layout layout) throws Exception {
        Rows rows = layout.encoder().rows(batch);
        try (Connection connection = connections.open()) {
            try {
                return all(connection, batch.header(), layout, rows);
            } catch (SQLException e) {
                if (!PostgresFailures.isAboutARow(e)) {
                    throw e;
                }
                connection.rollback();
            }
            return some(connection, batch.header(), layout, rows);
        }
    }

    /** All rows at once, or none. */
    private Map<Integer, Exception> all(Connection connection, BatchHeader batch, Layout layout, Rows rows)
            throws Exception {
        Ledger.Entry before = ledger.enter(connection, batch);
        if (before instanceof Ledger.Entry.Written written) {
            return written.rejected();
        }
        if (before instanceof Ledger.Entry.Other) {
            return missing(connection, batch, layout, rows);
        }
        Optional<String> copy = layout.statements().copy();
        if (copy.isPresent()) {
            new BinaryCopy(connection).send(copy.get(), rows, 0, rows.events());
        } else {
            new StagedInsert(connection, layout.statements(), rows).insert();
        }
        ledger.reject(connection, batch, rows.rejected());
        connection.commit();
        return rows.rejected();
    }

    private Map<Integer, Exception> some(Connection connection, BatchHeader batch, Layout layout, Rows rows)
            throws Exception {
        return ledger.enter(connection, batch) instanceof Ledger.Entry.Written written
                ? written.rejected()
                : missing(connection, batch, layout, rows);
    }

    /** The rows that are not there yet and that the table takes. */
    private Map<Integer, Exception> missing(Connection connection, BatchHeader batch, Layout layout, Rows rows)
            throws Exception {
        Map<Integer, Exception> rejected = new TreeMap<>();
        new StagedInsert(connection, layout.statements(), rows).insertSome(rejected);
        rejected.putAll(rows.rejected());
        ledger.reject(connection, batch, rejected);
        connection.commit();
        return rejected;
    }
}
