// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.Map;

/** What became of a batch that the outside system has answered for: every event is durable there or was rejected. */
public sealed interface Outcome {
    /** Why events were rejected, by their index in the batch, which counts from 0; empty when every event is durable. */
    Map<Integer, Exception> rejected();

    /** Every event is durable. */
    record Delivered() implements Outcome {
        @Override
        public Map<Integer, Exception> rejected() {
            return Map.of();
        }
    }

    /**
     * Some events, or all, will never be taken, and each of them becomes a dead letter; all the others are durable.
     *
     * @param rejected not empty; an exception's message holds no payload
     */
    record Rejected(Map<Integer, Exception> rejected) implements Outcome {
        /** Throws {@link IllegalArgumentException} when nothing was rejected. */
        public Rejected {
            rejected = Map.copyOf(rejected);
            if (rejected.isEmpty()) {
                throw new IllegalArgumentException("A batch without rejected events is Delivered");
            }
        }
    }
}
