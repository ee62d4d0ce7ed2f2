// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.EventBatch;

/** The outside system, as the delivery loop sees it. */
public interface Destination {
    /**
     * Returns when each event of the batch is durable in the outside system, or rejected by it for what the event is. When
     * events may be taken later, throw, and the whole batch is retried, or return {@link Outcome.PartlyTaken} for these events
     * alone to be tried again. What is thrown is judged by the sink's {@link Failures}.
     *
     * <p>Called again for the same batch after a failure, a crash or a rebalance: delivering twice must leave what
     * delivering once does. Interrupted when the task stops.
     *
     * <p>Up to {@code max.in.flight} threads call at once, each with one batch, and none waits for another's; how many, the
     * {@link io.millrace.sink.pace.ConcurrencyLimit} decides. So a system that is better at committing several batches at once can have them: keep the
     * calls waiting for a moment, never for a number of them, commit their batches together, and return from each with its own
     * outcome.
     */
    Outcome deliver(EventBatch batch) throws Exception;
}
