// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Offsets of one partition: one bit each, in pages of 8 KiB that exist only where there are offsets. */
final class OffsetSet {
    private static final int PAGE_SHIFT = 16;
    private static final int IN_PAGE = (1 << PAGE_SHIFT) - 1;

    private final NavigableMap<Long, BitSet> pages = new TreeMap<>();
    private long latest = -1;
    private BitSet latestPage;

    /** False when {@code offset} was already in it. */
    boolean add(long offset) {
        long number = offset >> PAGE_SHIFT;
        if (number != latest || latestPage == null) {
            latestPage = pages.computeIfAbsent(number, fresh -> new BitSet());
            latest = number;
        }
        int bit = (int) (offset & IN_PAGE);
        boolean isNew = !latestPage.get(bit);
        latestPage.set(bit);
        return isNew;
    }

    boolean has(long offset) {
        BitSet page = pages.get(offset >> PAGE_SHIFT);
        return page != null && page.get((int) (offset & IN_PAGE));
    }

    void addAll(OffsetRange range) {
        for (long at = range.first(); at <= range.last(); at = ((at >> PAGE_SHIFT) + 1) << PAGE_SHIFT) {
            long end = Math.min(range.last(), at | IN_PAGE);
            pages.computeIfAbsent(at >> PAGE_SHIFT, fresh -> new BitSet())
                    .set((int) (at & IN_PAGE), (int) (end & IN_PAGE) + 1);
        }
    }

    boolean isEmpty() {
        return pages.isEmpty();
    }

    long size() {
        return pages.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** How many are smaller than {@code end}. */
    long sizeBelow(long end) {
        long whole = pages.headMap(end >> PAGE_SHIFT).values().stream()
                .mapToLong(BitSet::cardinality)
                .sum();
        BitSet last = pages.get(end >> PAGE_SHIFT);
        return whole + (last == null ? 0 : last.get(0, (int) (end & IN_PAGE)).cardinality());
    }

    /** How many are in {@code range}. */
    long sizeIn(OffsetRange range) {
        return sizeBelow(range.last() + 1) - sizeBelow(range.first());
    }

    /** All of them, as ranges in order. */
    List<OffsetRange> ranges() {
        List<OffsetRange> ranges = new ArrayList<>();
        long first = -1;
        long last = -2;
        for (Map.Entry<Long, BitSet> page : pages.entrySet()) {
            long base = page.getKey() << PAGE_SHIFT;
            BitSet bits = page.getValue();
            for (int from = bits.nextSetBit(0); from >= 0; from = bits.nextSetBit(bits.nextClearBit(from))) {
                if (base + from != last + 1) {
                    addTo(ranges, first, last);
                    first = base + from;
                }
                last = base + bits.nextClearBit(from) - 1;
            }
        }
        addTo(ranges, first, last);
        return ranges;
    }

    private static void addTo(List<OffsetRange> ranges, long first, long last) {
        if (first <= last) {
            ranges.add(new OffsetRange(first, last));
        }
    }

    /** The smallest; there must be one. */
    long first() {
        return (pages.firstKey() << PAGE_SHIFT) + pages.firstEntry().getValue().nextSetBit(0);
    }

    /** The largest; there must be one. */
    long last() {
        return (pages.lastKey() << PAGE_SHIFT) + pages.lastEntry().getValue().length() - 1;
    }

    /** A new set of what is in this and not in {@code other}. */
    OffsetSet minus(OffsetSet other) {
        OffsetSet rest = new OffsetSet();
        pages.forEach((number, page) -> {
            BitSet left = (BitSet) page.clone();
            BitSet taken = other.pages.get(number);
            if (taken != null) {
                left.andNot(taken);
            }
            if (!left.isEmpty()) {
                rest.pages.put(number, left);
            }
        });
        return rest;
    }

    /** A new set of those that are smaller than {@code end}. */
    OffsetSet below(long end) {
        OffsetSet some = new OffsetSet();
        pages.headMap(end >> PAGE_SHIFT).forEach((number, page) -> some.pages.put(number, (BitSet) page.clone()));
        BitSet last = pages.get(end >> PAGE_SHIFT);
        if (last != null && last.nextSetBit(0) < (end & IN_PAGE)) {
            some.pages.put(end >> PAGE_SHIFT, last.get(0, (int) (end & IN_PAGE)));
        }
        return some;
    }

    /** A new set of what is in this and in {@code other}. */
    OffsetSet and(OffsetSet other) {
        return minus(minus(other));
    }

    /** A new set of what is in this or in {@code other}. */
    OffsetSet plus(OffsetSet other) {
        OffsetSet both = minus(new OffsetSet());
        other.pages.forEach((number, page) ->
                both.pages.computeIfAbsent(number, fresh -> new BitSet()).or(page));
        return both;
    }
}
