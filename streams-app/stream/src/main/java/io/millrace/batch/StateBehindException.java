// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The state of a task lacks what was committed in one transaction with its offsets. The coordinator writes the end of a transaction to
 * one partition after the other, and a broker may die in between: then offsets and batches are visible for a while, and the state is
 * not. A new thread reads it again.
 */
final class StateBehindException extends RetriableException {
    private static final long serialVersionUID = 1L;

    StateBehindException(String source) {
        super("The state of a partition of " + source
                + " is behind its committed offsets. A transaction has not ended yet on the state"
                + " topic; if this does not pass, doctor shows whether it hangs. If the state topic was deleted or has lost records,"
                + " stop the pipeline and set the offsets of its group back to before the batches that were open"
                + " (kafka-consumer-groups --reset-offsets): they are made again from there");
    }
}
