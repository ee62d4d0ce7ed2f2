// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.stages.Rollup;
import java.util.List;
import java.util.stream.LongStream;

/** When a source partition tells its watermark to the partitions of the repartition topic: when it closes a window, and now and then. */
final class Marks {
    /** Who takes over a partition there knows no marks until they come again; nothing else depends on it. */
    private static final long REPEAT_MS = 10_000;

    private final int sourcePartition;
    private final List<byte[]> keys;
    private final long[] slices;
    private final long[] graces;
    private final long[] told;
    private long toldAt = Long.MIN_VALUE;

    /** {@code partitions} of the repartition topic. */
    Marks(int sourcePartition, int partitions, List<Rollup> rollups) {
        this.sourcePartition = sourcePartition;
        keys = ShuffleRecords.markKeys(partitions);
        slices = rollups.stream().mapToLong(Rollup::sliceMs).toArray();
        graces = rollups.stream().mapToLong(Rollup::graceMs).toArray();
        told = LongStream.generate(() -> Long.MIN_VALUE).limit(slices.length).toArray();
    }

    /** Sends the watermark if it is time to, by the wall clock {@code now}. */
    void send(long watermark, long now, Partials.Receiver receiver) {
        boolean closes = false;
        for (int i = 0; i < slices.length; i++) {
            long slice = Math.floorDiv(watermark - graces[i], slices[i]);
            closes |= slice > told[i];
            told[i] = Math.max(told[i], slice);
        }
        if (closes || now - REPEAT_MS >= toldAt) {
            byte[] mark = ShuffleRecords.mark(sourcePartition, watermark);
            keys.forEach(key -> receiver.receive(key, mark));
            toldAt = now;
        }
    }
}
