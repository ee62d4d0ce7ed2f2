// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.batch.state.BatchKey;
import io.millrace.batch.state.OpenBatch;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;

/** The open batches of a partition: by key, by age, and by the watermark that closes them. */
final class OpenBatches {
    private final Map<BatchKey, OpenBatch> byKey = new HashMap<>();
    private final Set<OpenBatch> byAge = new LinkedHashSet<>();
    private final TreeSet<OpenBatch> byClose =
            new TreeSet<>(Comparator.<OpenBatch>comparingLong(b -> b.closesAt).thenComparingLong(b -> b.firstOffset));
    private OpenBatch latest;
    private long nextClose = OpenBatch.NEVER;

    /** The open batch for events of that {@link BatchKey}, or null. Costs no look-up while one batch fills. */
    OpenBatch find(long windowStart, long windowEnd, int schemaId, Bytes group, String topic) {
        if (latest == null || !latest.key.is(windowStart, windowEnd, schemaId, group, topic)) {
            OpenBatch found = byKey.get(new BatchKey(windowStart, windowEnd, schemaId, group, topic));
            if (found == null) {
                return null;
            }
            latest = found;
        }
        return latest;
    }

    /** The youngest comes last. */
    void add(OpenBatch batch) {
        byKey.put(batch.key, batch);
        byAge.add(batch);
        if (batch.closesAt != OpenBatch.NEVER) {
            byClose.add(batch);
            nextClose = Math.min(nextClose, batch.closesAt);
        }
        latest = batch;
    }

    boolean contains(OpenBatch batch) {
        return byAge.contains(batch);
    }

    /** Whether it was open. */
    boolean remove(OpenBatch batch) {
        if (!byAge.remove(batch)) {
            return false;
        }
        byKey.remove(batch.key, batch);
        if (byClose.remove(batch)) {
            nextClose = byClose.isEmpty() ? OpenBatch.NEVER : byClose.first().closesAt;
        }
        if (latest == batch) {
            latest = null;
        }
        return true;
    }

    /** The batch whose window closes first, if {@code watermark} closes it, else null. */
    OpenBatch closedBy(long watermark) {
        return watermark < nextClose ? null : byClose.first();
    }

    /** The batch that has been open for longest, or null. */
    OpenBatch oldest() {
        return byAge.isEmpty() ? null : byAge.iterator().next();
    }

    Collection<OpenBatch> all() {
        return byKey.values();
    }

    int size() {
        return byKey.size();
    }

    void clear() {
        byKey.clear();
        byAge.clear();
        byClose.clear();
        latest = null;
        nextClose = OpenBatch.NEVER;
    }
}
