// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import io.millrace.schemas.DeadLetterReason;

/** A batch, or one of its events, that can never be delivered because of what it is. The message holds no payload. */
public final class BatchRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    public BatchRefusedException(DeadLetterReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
