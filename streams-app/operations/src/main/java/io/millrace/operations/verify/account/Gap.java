// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Offsets of one partition that there is something to say about.
 *
 * @param events how many; fewer than are in the ranges when it is not known which ones
 * @param ranges where they are, in order; the first of them when there are many
 * @param moreRanges how many are left out
 */
public record Gap(String topic, int partition, long events, List<OffsetRange> ranges, int moreRanges) {
    private static final int MOST_RANGES = 1_000;
    private static final int NAMED = 5;

    public Gap {
        ranges = List.copyOf(ranges);
    }

    /** {@code ranges} in order, and not empty. */
    public static Gap of(String topic, int partition, long events, List<OffsetRange> ranges) {
        List<OffsetRange> some = ranges.subList(0, Math.min(ranges.size(), MOST_RANGES));
        return new Gap(topic, partition, events, some, ranges.size() - some.size());
    }

    /** The ranges as text: all of a few, the first ones of many. */
    public String offsets() {
        String named = ranges.stream().limit(NAMED).map(OffsetRange::toString).collect(Collectors.joining(", "));
        long more = (long) ranges.size() - NAMED + moreRanges;
        String all = more > 0 ? String.format(Locale.ROOT, "%s and %,d more ranges", named, more) : named;
        return isExact() ? all : "within " + all;
    }

    public boolean isOneOffset() {
        return moreRanges == 0 && ranges.size() == 1 && ranges.get(0).size() == 1;
    }

    private boolean isExact() {
        return moreRanges > 0 || ranges.stream().mapToLong(OffsetRange::size).sum() == events;
    }
}
