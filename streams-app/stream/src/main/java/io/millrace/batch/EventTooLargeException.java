// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

/** An event alone is more than a batch may hold. */
final class EventTooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    EventTooLargeException(int bytes, int limit) {
        super("up to " + bytes + " bytes in a batch, which holds " + limit + " (batch.max.bytes)", null, false, false);
    }
}
