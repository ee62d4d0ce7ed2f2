// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import java.util.Locale;

/**
 * What one look at the running path saw.
 *
 * @param millis since the first event was due
 * @param due events that should have been sent
 * @param batched of those, the ones in batches that can be read
 * @param delivered of those, the ones in batches whose offset the connector has committed: their objects are there
 * @param batches the number of these batches, each an object
 * @param memory bytes that the processes hold
 */
record Sample(long millis, long due, long batched, long delivered, long batches, Memory memory) {
    static final String CSV_HEAD = "millis,due,batched,delivered,objects,streamRss,connectRss,brokerRss";

    /** Resident bytes. */
    record Memory(long stream, long connect, long broker) {
        long ours() {
            return stream + connect;
        }
    }

    String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%d,%d,%d,%d,%d",
                millis,
                due,
                batched,
                delivered,
                batches,
                memory.stream,
                memory.connect,
                memory.broker);
    }
}
