// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import org.apache.kafka.common.TopicPartition;

/**
 * What becomes of a partition of the source topic. Counts are of offsets, so markers of transactions are among them.
 *
 * @param committed the group's offset; −1 for none
 * @param earliest the first offset that the topic still holds
 * @param to where the group's offset is set
 * @param unaccounted how many events before {@code to} were read and are in no batch, nor anywhere else, at most; −1 when nobody looked
 * @param accounted how many of those from {@code to} on that were read are somewhere already, at most
 */
public record PartitionReset(
        TopicPartition partition, long committed, long earliest, long to, long unaccounted, long accounted) {}
