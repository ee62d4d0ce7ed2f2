// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.stages.Rollup;
import io.millrace.schemas.AvroBuffer;

/** Keys and values as the store of a rollup with one part in its key, and one sum or none, has them, and marks. */
public final class StoredValues {
    private StoredValues() {}

    public static byte[] key(Rollup rollup, String part) {
        AvroBuffer out = new AvroBuffer(64);
        out.writeString(rollup.name());
        out.writeLong(part == null ? 0 : 1);
        if (part != null) {
            out.writeString(part);
        }
        return out.toByteArray();
    }

    /** What a source partition tells each partition of the repartition topic. */
    public static byte[] mark(int sourcePartition, long watermark) {
        return ShuffleRecords.mark(sourcePartition, watermark);
    }

    public static byte[] value(Rollup rollup, long count, long bytes, long sum) {
        AvroBuffer out = new AvroBuffer(64);
        for (long number : new long[] {1, count, bytes, 0, 0, rollup.measures().size()}) {
            out.writeLong(number);
        }
        if (!rollup.measures().isEmpty()) {
            // The function, how many values there are, their sum, and that it is exact.
            for (long number : new long[] {0, count, sum, 1}) {
                out.writeLong(number);
            }
        }
        return out.toByteArray();
    }
}
