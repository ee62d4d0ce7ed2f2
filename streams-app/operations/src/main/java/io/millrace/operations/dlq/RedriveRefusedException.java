// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

/** A redrive that cannot begin or go on; the message is one sentence for the operator. */
public final class RedriveRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedriveRefusedException(String message) {
        super(message);
    }

    RedriveRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
