// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that a partition's leader keeps open although its coordinator has none for that producer: nothing will end it.
 *
 * @param firstOffset where it starts; read_committed consumers wait there
 * @param lastWrite when something was last written to it
 */
public record OpenTransaction(TopicPartition partition, long producerId, long firstOffset, Instant lastWrite) {}
