// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether the events of one partition are the same on the source topic and in batches and dead letters, with two bits per
 * event: for each block of offsets the sum of its content on either side. Sums of blocks that are not complete on both sides say
 * nothing.
 */
final class ContentSums {
    private static final int BLOCK_SHIFT = 6;
    private static final int BLOCKS_SHIFT = 4;
    private static final int BLOCKS = 1 << BLOCKS_SHIFT;

    /** By number, a page of blocks: the sums of the source first, then the others'. */
    private final Map<Long, long[]> pages = new HashMap<>();

    void produced(long offset, long content) {
        add(0, offset, content);
    }

    void told(long offset, long content) {
        add(BLOCKS, offset, content);
    }

    private void add(int side, long offset, long content) {
        long block = offset >> BLOCK_SHIFT;
        pages.computeIfAbsent(block >> BLOCKS_SHIFT, fresh -> new long[2 * BLOCKS])[
                        side + (int) (block & (BLOCKS - 1))] +=
                mixed(offset, content);
    }

    /** For one event, so that events cannot swap places unnoticed. */
    static long mixed(long offset, long content) {
        // The finalizer of SplitMix64.
        long z = offset * 0x9E3779B97F4A7C15L + content;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Blocks of offsets whose events differ between the two sides, although both have all of the offsets. */
    List<OffsetRange> differences(OffsetSet produced, OffsetSet told) {
        OffsetSet onOneSide = produced.minus(told).plus(told.minus(produced));
        List<OffsetRange> different = new ArrayList<>();
        pages.keySet().stream().sorted().forEach(page -> {
            long[] sums = pages.get(page);
            for (int i = 0; i < BLOCKS; i++) {
                long first = ((page << BLOCKS_SHIFT) + i) << BLOCK_SHIFT;
                OffsetRange block = new OffsetRange(first, first + (1 << BLOCK_SHIFT) - 1);
                if (sums[i] != sums[BLOCKS + i] && onOneSide.sizeIn(block) == 0) {
                    different.add(block);
                }
            }
        });
        return different;
    }
}
