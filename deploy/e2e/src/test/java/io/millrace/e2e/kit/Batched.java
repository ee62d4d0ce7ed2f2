// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;

/** How often each event of a {@link RequestPlan} is in batches. */
public final class Batched {
    private Batched() {}

    /** By the number of the event; reads all batches that are committed now. */
    public static int[] counts(String bootstrapServers, String sinkTopic, int events) {
        int[] counts = new int[events];
        TopicContent.each(bootstrapServers, sinkTopic, one -> count(one.value(), counts));
        return counts;
    }

    private static void count(byte[] batch, int[] counts) {
        try {
            EventCursor events = EventBatch.read(batch).events();
            while (events.next()) {
                counts[RequestPlan.event(events.bytes(), events.valueFrom())]++;
            }
        } catch (MalformedAvroException e) {
            throw new AssertionError(e);
        }
    }
}
