// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import io.millrace.gateway.answer.Refusal;

/**
 * What the events of one request may take.
 *
 * @param mostItemBytes of one of them: a larger one is rejected
 * @param mostBytes of all of them: a request with more is refused
 */
public record Room(int mostItems, int mostItemBytes, int mostBytes, Budget budget) {
    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Budget {
        /** Called before that many more bytes are held; throws when they are not to be had at the moment. */
        void take(long bytes) throws Refusal;
    }
}
