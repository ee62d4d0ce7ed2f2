// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

/** What is used of a budget, which itself says only whether that is too much. */
final class HeapBudgets {
    private HeapBudgets() {}

    /** {@code limit}: of the budget. */
    static long used(HeapBudget budget, long limit) {
        long atLeast = -limit;
        long below = Long.MAX_VALUE / 4;
        while (below - atLeast > 1) {
            long middle = Math.floorDiv(atLeast + below, 2);
            long more = limit + 1 - middle;
            budget.add(more);
            boolean isAtLeast = budget.exceeded();
            budget.add(-more);
            if (isAtLeast) {
                atLeast = middle;
            } else {
                below = middle;
            }
        }
        return atLeast;
    }
}
