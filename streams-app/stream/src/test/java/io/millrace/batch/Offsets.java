// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Those of the events in batches. AssertJ compares collections each with each, which is too slow for thousands of them. */
final class Offsets {
    private Offsets() {}

    /** As often as they are in batches; in each of them they go up, to the last of its header. */
    static List<Long> offsetsOf(List<EventBatch> batches) throws Exception {
        List<Long> offsets = new ArrayList<>();
        for (EventBatch batch : batches) {
            EventCursor events = batch.events();
            long before = -1;
            while (events.next()) {
                if (events.offset() <= before) {
                    throw new AssertionError("offset " + events.offset() + " comes after " + before);
                }
                before = events.offset();
                offsets.add(before);
            }
            assertThat(before).isEqualTo(batch.header().lastOffset());
        }
        return offsets;
    }

    static void shouldHold(Set<Long> expected, List<EventBatch> batches) throws Exception {
        shouldHold(expected, offsetsOf(batches));
    }

    static void shouldHold(Set<Long> expected, Collection<Long> held) {
        Set<Long> missing = new HashSet<>(expected);
        held.forEach(missing::remove);
        assertThat(missing).as("missing").isEmpty();
    }

    /** These and no others. */
    static void shouldHoldEachOnce(Set<Long> expected, List<EventBatch> batches) throws Exception {
        List<Long> offsets = offsetsOf(batches);
        shouldHold(expected, offsets);
        assertThat(offsets).hasSameSizeAs(expected);
    }
}
