// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The state of a task lacks what was committed in one transaction with its offsets, as when the task's last owner wrote it after the
 * reading of the state topic had begun. A new thread reads it again.
 */
final class StateBehindException extends RetriableException {
    private static final long serialVersionUID = 1L;

    /** {@code processedUpTo} is the last offset that the state knows of; −1 when it knows nothing. */
    StateBehindException(String topic, int partition, long processedUpTo) {
        super("The state of " + topic + "-" + partition
                + " is behind its committed offset. If this does not pass, the state topic was deleted or has lost"
                + " records: stop the pipeline and set the offset of its group for that partition back to "
                + (processedUpTo < 0 ? "before the batches that were open" : Long.toString(processedUpTo + 1))
                + " (kafka-consumer-groups --reset-offsets): they are made again from there");
    }
}
