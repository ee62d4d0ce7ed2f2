// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.millrace.schemas.DeadLetterReason;

/**
 * This event becomes a dead letter. The message says what was met and where, never the payload. Carries no stack trace:
 * it is thrown for bad input, once per bad event.
 */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    public RejectedException(DeadLetterReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
