// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import org.apache.kafka.common.errors.RetriableException;

/** A transaction was not committed because a step of it had failed. It is aborted, and its events are processed again. */
final class TransactionFailedException extends RetriableException {
    private static final long serialVersionUID = 1L;

    TransactionFailedException(Throwable cause) {
        super("The transaction is not committed, because a step of it has failed: " + cause.getMessage(), cause);
    }
}
