// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long events take from the producer's {@code send} to being readable in a committed batch, by the clock of this process. Samples every
 * fiftieth offset of each partition; dead-lettered events do not count. Thread-safe: one thread sends while another reads batches.
 */
public final class Latencies {
    private static final int EVERY = 50;

    private final Map<Place, Long> sent = new HashMap<>();
    private final Map<Place, Long> read = new HashMap<>();
    private final List<Long> millis = new ArrayList<>();

    private record Place(String topic, int partition, long offset) {}

    static boolean isSampled(long offset) {
        return offset % EVERY == 0;
    }

    /** The acknowledgement with an event's offset may arrive after the batch was read. */
    synchronized void sent(String topic, int partition, long offset, long atMillis) {
        Place place = new Place(topic, partition, offset);
        Long readAt = read.remove(place);
        if (readAt == null) {
            sent.put(place, atMillis);
        } else {
            millis.add(readAt - atMillis);
        }
    }

    synchronized void read(String topic, int partition, long offset, long atMillis) {
        Place place = new Place(topic, partition, offset);
        Long sentAt = sent.remove(place);
        if (sentAt == null) {
            read.put(place, atMillis);
        } else {
            millis.add(atMillis - sentAt);
        }
    }

    /** The time that so many percent of the events did not exceed; 0 without any. */
    synchronized long percentile(int percent) {
        if (millis.isEmpty()) {
            return 0;
        }
        Collections.sort(millis);
        return millis.get(Math.max(0, (int) Math.ceil(millis.size() * percent / 100.0) - 1));
    }
}
