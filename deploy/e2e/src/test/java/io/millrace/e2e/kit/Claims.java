// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Where answers said that events are, event by event. Four bytes each, so that tens of millions have room. Thread-safe. */
public final class Claims {
    private static final int NONE = -1;

    /** By partition, the event at each offset. */
    private final int[][] events;

    private long count;

    public Claims(int partitions) {
        events = new int[partitions][0];
    }

    synchronized void add(int partition, long offset, int event) {
        int at = Math.toIntExact(offset);
        int before = events[partition].length;
        if (at >= before) {
            events[partition] = Arrays.copyOf(events[partition], Math.max(at + 1, 2 * before));
            Arrays.fill(events[partition], before, events[partition].length, NONE);
        }
        if (events[partition][at] != NONE) {
            throw new AssertionError("Two answers name partition " + partition + ", offset " + offset);
        }
        events[partition][at] = event;
        count++;
    }

    /** Reads them back, and everything else on the topic; returns how often each of {@code most} events is there. */
    public synchronized int[] check(String bootstrapServers, String topic, int most) {
        int[] found = new int[most];
        long[] confirmed = {0};
        TopicContent.each(bootstrapServers, topic, one -> {
            int event = RequestPlan.event(one.value(), 0);
            found[event]++;
            int claimed =
                    one.offset() < events[one.partition()].length ? events[one.partition()][(int) one.offset()] : NONE;
            if (claimed != NONE) {
                assertThat(event)
                        .as("at partition %d, offset %d", one.partition(), one.offset())
                        .isEqualTo(claimed);
                confirmed[0]++;
            }
        });
        assertThat(confirmed[0]).as("offsets in answers that can be read").isEqualTo(count);
        return found;
    }

    @Override
    public synchronized String toString() {
        return count + " offsets in answers";
    }
}
