// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.schemas.AvroBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for the tails of one task's batches, counted against the {@link HeapBudget}. Those given back are kept
 * for reuse as far as the budget allows, and count as well, so that steady traffic allocates none.
 */
final class TailBuffers {
    private static final int INITIAL_CAPACITY = 2 * 1024;

    private final HeapBudget budget;
    private final ArrayDeque<AvroBuffer> kept = new ArrayDeque<>();
    private long held;

    TailBuffers(HeapBudget budget) {
        this.budget = budget;
    }

    AvroBuffer lend() {
        if (!kept.isEmpty()) {
            AvroBuffer buffer = kept.pop();
            budget.reused(buffer.capacity());
            return buffer;
        }
        grown(INITIAL_CAPACITY);
        return new AvroBuffer(INITIAL_CAPACITY);
    }

    void giveBack(AvroBuffer buffer) {
        if (budget.keep(buffer.capacity())) {
            buffer.clear();
            kept.push(buffer);
        } else {
            release(buffer);
        }
    }

    /** Keeps it in no case: whoever spills wants the heap back. */
    void release(AvroBuffer buffer) {
        grown(-buffer.capacity());
    }

    void dropKept() {
        for (AvroBuffer buffer : kept) {
            budget.reused(buffer.capacity());
            release(buffer);
        }
        kept.clear();
    }

    /** Nothing of what the task holds is used any more. */
    void forget() {
        dropKept();
        budget.add(-held);
        held = 0;
    }

    /** What the task holds on the heap has grown by so many bytes, or shrunk. */
    void grown(int bytes) {
        held += bytes;
        budget.add(bytes);
    }

    /** The bytes this task holds, lent or kept, and what its open batches cost beside. */
    long held() {
        return held;
    }

    boolean budgetExceeded() {
        return budget.exceeded();
    }
}
