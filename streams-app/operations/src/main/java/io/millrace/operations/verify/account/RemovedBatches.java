// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The claims of those objects of one partition whose batches the sink topic no longer holds. A claim to offsets that are also in
 * something else proves nothing: an earlier life of the source topic may have left it.
 */
final class RemovedBatches {
    private final OffsetSet exact = new OffsetSet();
    private final List<Span> spans = new ArrayList<>();
    private final List<OffsetRange> contradicted = new ArrayList<>();

    /** Objects whose ranges of offsets overlap, and how many events are in them together. */
    record Span(OffsetRange range, long events) {}

    /**
     * @param told what is in batches and dead letters
     * @param end of the source topic
     */
    RemovedBatches(List<RemovedBatch> objects, OffsetSet told, long end) {
        List<RemovedBatch> sorted = objects.stream()
                .sorted(Comparator.comparingLong(
                                (RemovedBatch batch) -> batch.offsets().first())
                        .thenComparing(batch -> -batch.offsets().last()))
                .toList();
        for (RemovedBatch batch : sorted) {
            OffsetRange offsets = batch.offsets();
            if (offsets.last() >= end) {
                contradicted.add(offsets);
            } else if (!batch.isWhole()) {
                span(offsets, batch.events());
            } else if (told.sizeIn(offsets) + exact.sizeIn(offsets) > 0) {
                contradicted.add(offsets);
            } else {
                exact.addAll(offsets);
            }
        }
    }

    private void span(OffsetRange offsets, long events) {
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last == null || last.range().last() < offsets.first()) {
            spans.add(new Span(offsets, events));
            return;
        }
        OffsetRange both =
                new OffsetRange(last.range().first(), Math.max(last.range().last(), offsets.last()));
        spans.set(spans.size() - 1, new Span(both, last.events() + events));
    }

    /** Offsets that are known to be in an object. */
    OffsetSet exact() {
        return exact;
    }

    /** In order, and apart from each other. */
    List<Span> spans() {
        return spans;
    }

    List<OffsetRange> contradicted() {
        return contradicted;
    }

    OffsetSet outsideSpans(OffsetSet offsets) {
        if (spans.isEmpty()) {
            return offsets;
        }
        OffsetSet outside = new OffsetSet();
        outsideSpans(offsets.ranges()).forEach(outside::addAll);
        return outside;
    }

    /** {@code ranges} in order, cut where spans are. */
    List<OffsetRange> outsideSpans(List<OffsetRange> ranges) {
        List<OffsetRange> outside = new ArrayList<>();
        int at = 0;
        for (OffsetRange range : ranges) {
            long from = range.first();
            while (at < spans.size() && spans.get(at).range().last() < from) {
                at++;
            }
            for (int i = at; i < spans.size() && spans.get(i).range().first() <= range.last(); i++) {
                OffsetRange span = spans.get(i).range();
                if (span.first() > from) {
                    outside.add(new OffsetRange(from, span.first() - 1));
                }
                from = Math.max(from, span.last() + 1);
            }
            if (from <= range.last()) {
                outside.add(new OffsetRange(from, range.last()));
            }
        }
        return outside;
    }
}
