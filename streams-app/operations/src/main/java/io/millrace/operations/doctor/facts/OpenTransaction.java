// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that a partition's leader holds open although its coordinator has none of that producer: nothing will end it.
 *
 * @param firstOffset where it begins; readers of committed data wait there
 * @param lastWrite when something was last written in it
 */
public record OpenTransaction(TopicPartition partition, long producerId, long firstOffset, Instant lastWrite) {}
