// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import java.util.Map;
import java.util.TreeMap;

/** The events that an outside system holds one by one, by source partition and offset. Told in any order. */
public final class HeldEvents {
    private final Map<Integer, OffsetSet> offsets = new TreeMap<>();
    private long repeated;
    private long foreign;

    public void holds(int partition, long offset) {
        if (!of(partition).add(offset)) {
            repeated++;
        }
    }

    /** Something that does not say which event it is, or is one of another source topic. */
    public void holdsSomethingElse() {
        foreign++;
    }

    OffsetSet of(int partition) {
        return offsets.computeIfAbsent(partition, fresh -> new OffsetSet());
    }

    Map<Integer, OffsetSet> offsets() {
        return offsets;
    }

    long repeated() {
        return repeated;
    }

    long foreign() {
        return foreign;
    }
}
