// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Which window length holds from which offset on. An event that is read again after a crash must fall into the window it
 * fell into before, whatever the setting is by then; else a batch would be cut twice in different ways, under one id.
 *
 * @param spans the oldest first, never empty
 */
public record WindowLengths(List<Span> spans) {
    /** More changes than a crash could undo: each start that commits anything settles all before it. */
    private static final int MOST = 8;

    public WindowLengths {
        spans = List.copyOf(spans);
    }

    /**
     * A length and where it begins to hold.
     *
     * @param from the first offset that the length holds for
     */
    public record Span(long from, long windowMs) {}

    /** One length for all offsets. */
    static WindowLengths always(long windowMs) {
        return new WindowLengths(List.of(new Span(0, windowMs)));
    }

    /** The same up to {@code offset}, not included, and {@code windowMs} from there on. */
    public WindowLengths changedAt(long offset, long windowMs) {
        if (latest().windowMs() == windowMs) {
            return this;
        }
        List<Span> changed = new ArrayList<>(spans);
        changed.removeIf(span -> span.from() >= offset);
        changed.add(new Span(offset, windowMs));
        return new WindowLengths(changed.subList(Math.max(0, changed.size() - MOST), changed.size()));
    }

    public Span latest() {
        return spans.get(spans.size() - 1);
    }

    /** The length for the event at {@code offset}. */
    public long at(long offset) {
        int i = spans.size() - 1;
        while (i > 0 && spans.get(i).from() > offset) {
            i--;
        }
        return spans.get(i).windowMs();
    }
}
