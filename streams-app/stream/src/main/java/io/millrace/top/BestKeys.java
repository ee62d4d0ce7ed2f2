// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.config.stages.Rollup;
import io.millrace.instance.TopKeys.Row;
import io.millrace.rollup.WindowContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The best so many of any number of keys: no more than those are held at any time. */
final class BestKeys {
    /** A key and what its window has. */
    private static final class Entry {
        private final Number value;
        private final byte[] key;
        private final byte[] content;

        private Entry(Number value, byte[] key, byte[] content) {
            this.value = value;
            this.key = key;
            this.content = content;
        }
    }

    private static final Comparator<Entry> BEST_FIRST = Comparator.<Entry, Number>comparing(
                    entry -> entry.value, Ranking::compareValues)
            .thenComparing(entry -> entry.key, Arrays::compareUnsigned);

    private final String pipeline;
    private final Rollup rollup;
    private final Ranking ranking;
    private final long windowStart;
    private final int most;
    /** The worst of them at the head. */
    private final PriorityQueue<Entry> best = new PriorityQueue<>(BEST_FIRST.reversed());

    BestKeys(String pipeline, TopQuery query, long windowStart) {
        this.pipeline = pipeline;
        this.windowStart = windowStart;
        rollup = query.rollup();
        ranking = query.ranking();
        most = query.n();
    }

    void add(byte[] key, byte[] content) {
        Entry entry = new Entry(value(key, content), key, content);
        if (best.size() < most) {
            best.add(entry);
        } else if (BEST_FIRST.compare(entry, best.element()) < 0) {
            best.remove();
            best.add(entry);
        }
    }

    private Number value(byte[] key, byte[] content) {
        return ranking.isByCount() ? (Number) WindowContent.count(content) : ranking.valueOf(row(key, content));
    }

    private Row row(byte[] key, byte[] content) {
        return ranking.row(WindowContent.result(pipeline, rollup, key, windowStart, content));
    }

    /** The best first. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        best.stream().sorted(BEST_FIRST).forEach(entry -> rows.add(row(entry.key, entry.content)));
        return rows;
    }
}
