// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.connect;

/** Kafka Connect did not answer, or refused; the message is one sentence for the operator. */
public final class ConnectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectException(String message) {
        super(message);
    }

    ConnectException(String message, Throwable cause) {
        super(message, cause);
    }
}
