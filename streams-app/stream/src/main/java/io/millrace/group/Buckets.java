// SPDX-License-Identifier: Apache-2.0
package io.millrace.group;

import org.apache.kafka.common.utils.Utils;

/**
 * Which groups travel together. There is one bucket for each partition of the repartition topic, with a key that leads there: a record can hold
 * events of many groups, and Kafka Streams still partitions by key.
 */
final class Buckets {
    private final byte[][] keys;

    Buckets(int partitions) {
        keys = PartitionKeys.of(partitions);
    }

    int count() {
        return keys.length;
    }

    /** {@code group} is the first {@code length} bytes; −1 for no group. */
    int of(byte[] group, int length) {
        if (length < 0 || keys.length == 1) {
            return 0;
        }
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + group[i];
        }
        return Utils.toPositive(hash ^ (hash >>> 16)) % keys.length;
    }

    /** The key of the bucket's records. */
    byte[] key(int bucket) {
        return keys[bucket];
    }
}
