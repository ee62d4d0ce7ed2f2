// SPDX-License-Identifier: Apache-2.0
package io.millrace.group;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.apache.kafka.common.utils.Utils;

/**
 * Keys that lead to a given partition: Kafka's producer takes the murmur2 of a key. So a record that is not about a single key can be sent where it
 * belongs without a partitioner, for which there is no place before a topic that optimization has merged.
 */
public final class PartitionKeys {
    private PartitionKeys() {}

    /** One for each of so many partitions, in their order. */
    public static byte[][] of(int partitions) {
        return of(
                partitions,
                number -> ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /** The same, of those that {@code candidates} makes of numbers. */
    public static byte[][] of(int partitions, IntFunction<byte[]> candidates) {
        byte[][] keys = new byte[partitions][];
        int missing = partitions;
        for (int number = 0; missing > 0; number++) {
            byte[] key = candidates.apply(number);
            int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
            if (keys[partition] == null) {
                keys[partition] = key;
                missing--;
            }
        }
        return keys;
    }
}
