// SPDX-License-Identifier: Apache-2.0
package io.millrace.dlq;

/** An event alone is more than a batch may hold. */
public final class EventTooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Both in bytes, as encoded in a batch. */
    public EventTooLargeException(int bytes, int limit) {
        super("up to " + bytes + " bytes in a batch, which holds " + limit + " (batch.max.bytes)", null, false, false);
    }
}
