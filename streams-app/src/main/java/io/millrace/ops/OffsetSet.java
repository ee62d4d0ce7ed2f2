package io.millrace.ops;

import java.util.BitSet;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Offsets of one partition: one bit each, in pages of 8 KiB that are there only where offsets are. */
final class OffsetSet {
    private static final int PAGE_SHIFT = 16;
    private static final int IN_PAGE = (1 << PAGE_SHIFT) - 1;

    private final NavigableMap<Long, BitSet> pages = new TreeMap<>();
    private long latest = -1;
    private BitSet latestPage;

    /** False when {@code offset} was in already. */
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
