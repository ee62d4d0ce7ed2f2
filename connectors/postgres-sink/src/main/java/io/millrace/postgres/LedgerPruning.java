// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import io.millrace.postgres.table.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old rows of the ledger, some after a batch and not after every one. When it fails, the rows stay until the next
 * time. Thread-safe.
 */
final class LedgerPruning {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerPruning.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Tables.Connections connections;
    private final Ledger ledger;
    private final Duration retention;
    private final LongSupplier nanoTime;
    private final AtomicLong next;

    /** @param retention null to delete nothing */
    LedgerPruning(Tables.Connections connections, Ledger ledger, Duration retention, LongSupplier nanoTime) {
        this.connections = connections;
        this.ledger = ledger;
        this.retention = retention;
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Call when a batch is written and its connection given back. */
    void afterABatch() {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (retention == null || now - due < 0 || !next.compareAndSet(due, now + PAUSE.toNanos())) {
            return;
        }
        try (Connection connection = connections.open()) {
            if (ledger.prune(connection, retention)) {
                next.set(now);
            }
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("Old rows of the ledger could not be deleted: they stay until the next time");
        }
    }
}
