// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

/** Whoever a dead letter was sent to does not read it now, so nobody knows what will become of it; the message is a sentence without its end. */
public final class NoOutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoOutcomeException(String message) {
        super(message);
    }
}
