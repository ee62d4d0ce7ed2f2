package io.millrace.batch;

import io.millrace.schemas.AvroBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for the tails of one task's batches. A few are kept for reuse, so that steady traffic allocates none; their
 * capacity counts against the {@link HeapBudget} while they are lent.
 */
final class TailBuffers {
    private static final int INITIAL_CAPACITY = 2 * 1024;
    private static final int MOST_KEPT = 4;

    private final HeapBudget budget;
    private final ArrayDeque<AvroBuffer> kept = new ArrayDeque<>();
    private long lent;

    TailBuffers(HeapBudget budget) {
        this.budget = budget;
    }

    AvroBuffer lend() {
        AvroBuffer buffer = kept.isEmpty() ? new AvroBuffer(INITIAL_CAPACITY) : kept.pop();
        account(buffer.capacity());
        return buffer;
    }

    void giveBack(AvroBuffer buffer) {
        account(-buffer.capacity());
        if (kept.size() < MOST_KEPT) {
            buffer.clear();
            kept.push(buffer);
        }
    }

    /** A lent buffer grew by so many bytes. */
    void grown(int bytes) {
        account(bytes);
    }

    /** The bytes lent by this task. */
    long lent() {
        return lent;
    }

    boolean budgetExceeded() {
        return budget.exceeded();
    }

    private void account(long bytes) {
        lent += bytes;
        budget.add(bytes);
    }
}
