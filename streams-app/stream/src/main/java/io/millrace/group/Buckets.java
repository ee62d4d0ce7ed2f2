// SPDX-License-Identifier: Apache-2.0
package io.millrace.group;

import io.millrace.schemas.AvroBuffer;
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

    /** That of a group, which may be none, as a bundle has it. */
    int of(AvroBuffer group) {
        byte[] bytes = group.bytes();
        int hash = 1;
        for (int i = 0; i < group.size(); i++) {
            hash = 31 * hash + bytes[i];
        }
        return Utils.toPositive(hash ^ (hash >>> 16)) % keys.length;
    }

    /** The key of the bucket's records. */
    byte[] key(int bucket) {
        return keys[bucket];
    }
}
