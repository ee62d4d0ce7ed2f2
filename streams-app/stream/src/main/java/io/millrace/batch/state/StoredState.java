// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the changelog holds, as far as it is believed: the newest drain of which everything has arrived, and what that one
 * builds on. A producer that gave up some records and delivered later ones leaves drains with holes, an owner that was
 * replaced may write long after its successor began; none of that counts. Neither does a drain of a transaction other than the
 * one that the offsets were committed with: it was aborted, or will be.
 */
public final class StoredState {
    private static final Logger LOG = LoggerFactory.getLogger(StoredState.class);

    private final Checkpoint marker;
    private final BelievedChunks believed;
    private final List<Bytes> markers = new ArrayList<>();
    private final List<Checkpoint> uncommitted = new ArrayList<>();
    private long newestLife;

    /**
     * Reads what {@code chunks} hold. No batch was opened later than {@code now}, whatever another machine's clock said.
     *
     * @param isCommitted whether the transaction of a marker that has one was committed
     */
    public StoredState(Chunks chunks, long now, Predicate<Checkpoint> isCommitted) {
        List<Checkpoint> found = new ArrayList<>();
        for (Bytes key : chunks.markers()) {
            Checkpoint read = chunks.marker(key);
            markers.add(key);
            (!read.inTransaction() || isCommitted.test(read) ? found : uncommitted).add(read);
            newestLife = Math.max(newestLife, read.drain().life());
        }
        chunks.stored()
                .forEach(id -> newestLife = Math.max(newestLife, id.drain().life()));
        found.sort(Comparator.comparing(Checkpoint::drain).reversed());
        for (Checkpoint candidate : found) {
            BelievedChunks whole = new BelievedChunks(candidate, now, chunks);
            if (whole.areWhole()) {
                marker = candidate;
                believed = whole;
                return;
            }
        }
        if (!found.isEmpty()) {
            LOG.atWarn()
                    .log("Nothing that was ever drained has arrived whole; batches begin anew at the committed offset");
        }
        marker = null;
        believed = new BelievedChunks(null, now, chunks);
    }

    /** The marker that counts, or null when nothing was ever drained, or nothing has arrived whole. */
    public Checkpoint marker() {
        return marker;
    }

    /** Those of transactions that do not count. */
    public List<Checkpoint> uncommitted() {
        return uncommitted;
    }

    /** What of each batch, open or sent, is in the store, by its first offset. The caller's to change. */
    public Map<Long, OpenBatch> batches() {
        return believed.batches();
    }

    /** Those segments that count, the oldest first. */
    List<Segment> segments() {
        return believed.segments();
    }

    /** Where the chunks lie that count, by the first offset of their batch. */
    Map<Long, ChunkPlaces> places() {
        return believed.places();
    }

    /** The last drain that counts of each life that segments are left of. */
    List<DrainId> lives() {
        return believed.lives();
    }

    /** The newest life that wrote anything, believed or not; 0 for none. */
    long newestLife() {
        return newestLife;
    }

    /** The keys of segments that do not count. */
    List<Bytes> strays() {
        return believed.strays();
    }

    /** The keys of all markers. */
    List<Bytes> markers() {
        return markers;
    }
}
