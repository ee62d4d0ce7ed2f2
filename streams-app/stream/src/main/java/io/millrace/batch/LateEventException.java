// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.batch.state.BatchKey;

/** An event came after its window had closed. */
final class LateEventException extends Exception {
    private static final long serialVersionUID = 1L;

    LateEventException(BatchKey key, ClosingRules rules) {
        super(
                "its window from " + key.windowStart() + " to " + key.windowEnd() + " closed at the watermark "
                        + rules.windowCloses(key.windowEnd()),
                null,
                false,
                false);
    }
}
