// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import org.apache.kafka.common.Uuid;

/**
 * What is known of the topic that a pipeline reads.
 *
 * @param id what distinguishes it from one of the same name that was created after it was deleted; {@link Uuid#ZERO_UUID} when it is not
 *     known
 * @param partitions so many there were when the pipeline started
 */
public record SourceTopic(Uuid id, int partitions) {}
