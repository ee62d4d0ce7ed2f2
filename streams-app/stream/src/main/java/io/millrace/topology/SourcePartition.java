// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.schemas.BatchHeader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A batch goes to the partition its events came from, which stands in its id; where the sink topic has fewer, some share one.
 */
final class SourcePartition implements StreamPartitioner<byte[], byte[]> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] batchId, byte[] batch, int numPartitions) {
        return Optional.of(
                Set.of(BatchHeader.sourcePartition(new String(batchId, StandardCharsets.UTF_8)) % numPartitions));
    }
}
