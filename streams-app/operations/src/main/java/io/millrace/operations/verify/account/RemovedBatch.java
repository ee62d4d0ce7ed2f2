// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import io.millrace.schemas.BatchHeader;
import java.util.Map;

/**
 * A batch that no sink topic holds any longer, as described by the metadata of its object.
 *
 * @param offsets from that of its first event to that of its last; which of those between are in it is not known unless there are
 *     as many as events
 */
public record RemovedBatch(String id, int partition, OffsetRange offsets, int events) {
    /** More than any configuration allows in a batch: metadata can be written by anyone. */
    private static final int MOST_EVENTS = 1_000_000;

    /** Null unless {@code metadata} describe a batch of {@code sourceTopic} with that id. */
    public static RemovedBatch of(String id, String sourceTopic, Map<String, String> metadata) {
        Long partition = number(metadata.get("source-partition"));
        Long first = number(metadata.get("first-offset"));
        Long last = number(metadata.get("last-offset"));
        Long events = number(metadata.get("event-count"));
        if (partition == null || first == null || last == null || events == null || partition > Integer.MAX_VALUE) {
            return null;
        }
        boolean agrees = id.equals(metadata.get("batch-id"))
                && id.equals(BatchHeader.batchId(sourceTopic, partition.intValue(), first, last))
                && sourceTopic.equals(metadata.get("source-topic"));
        OffsetRange offsets = new OffsetRange(first, last);
        if (!agrees || events < 1 || events > MOST_EVENTS || events > offsets.size()) {
            return null;
        }
        return new RemovedBatch(id, partition.intValue(), offsets, events.intValue());
    }

    private static Long number(String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    boolean isWhole() {
        return offsets.size() == events;
    }
}
