package io.millrace.batch;

import io.millrace.schemas.AvroBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for the tails of one task's batches, counted against the {@link HeapBudget}. A few are kept for reuse, and
 * count as well, so that steady traffic allocates none.
 */
final class TailBuffers {
    private static final int INITIAL_CAPACITY = 2 * 1024;
    private static final int MOST_KEPT = 4;

    private final HeapBudget budget;
    private final ArrayDeque<AvroBuffer> kept = new ArrayDeque<>();
    private long held;

    TailBuffers(HeapBudget budget) {
        this.budget = budget;
    }

    AvroBuffer lend() {
        if (!kept.isEmpty()) {
            return kept.pop();
        }
        grown(INITIAL_CAPACITY);
        return new AvroBuffer(INITIAL_CAPACITY);
    }

    void giveBack(AvroBuffer buffer) {
        if (kept.size() < MOST_KEPT) {
            buffer.clear();
            kept.push(buffer);
        } else {
            grown(-buffer.capacity());
        }
    }

    void dropKept() {
        kept.forEach(buffer -> grown(-buffer.capacity()));
        kept.clear();
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
