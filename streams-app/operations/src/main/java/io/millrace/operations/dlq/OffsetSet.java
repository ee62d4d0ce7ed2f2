// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Offsets, one bit for each. */
final class OffsetSet {
    private static final int PAGE = 1 << 16;

    private final Map<Long, BitSet> pages = new HashMap<>();

    boolean has(long offset) {
        BitSet page = pages.get(offset / PAGE);
        return page != null && page.get((int) (offset % PAGE));
    }

    void add(long offset) {
        pages.computeIfAbsent(offset / PAGE, fresh -> new BitSet()).set((int) (offset % PAGE));
    }
}
