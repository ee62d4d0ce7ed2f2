// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.Map;

/** What became of a batch that the outside system has answered for. */
public sealed interface Outcome {
    /** Why events were rejected by this answer, by their index in the batch, which counts from 0. */
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

    /**
     * Some events were not taken now and may be taken later. All the others are durable, or rejected. The attempt counts as one
     * that failed for a reason that may pass; after the pause {@code rest} is asked to deliver the same batch.
     *
     * @param rejected by this attempt alone, those of earlier attempts are kept; may be empty
     * @param cause why the others were not taken; its message holds no payload
     * @param rest delivers only the events that are left
     */
    record PartlyTaken(Map<Integer, Exception> rejected, Exception cause, Destination rest) implements Outcome {
        public PartlyTaken {
            rejected = Map.copyOf(rejected);
        }
    }
}
