// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import io.millrace.config.stages.Rollup;
import io.millrace.rollup.StoredValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Windows of one partition, on the heap. */
final class FakeWindows implements PartitionWindows {
    private final Rollup rollup;
    private final int partition;
    private final TreeMap<Long, Map<String, byte[]>> windows = new TreeMap<>();
    private long closedTo = Long.MIN_VALUE;

    FakeWindows(Rollup rollup, int partition) {
        this.rollup = rollup;
        this.partition = partition;
    }

    FakeWindows with(long start, String key, long count, long sum) {
        windows.computeIfAbsent(start, unused -> new LinkedHashMap<>())
                .put(key, StoredValues.value(rollup, count, 10 * count, sum));
        return this;
    }

    FakeWindows closedTo(long end) {
        closedTo = end;
        return this;
    }

    @Override
    public int partition() {
        return partition;
    }

    @Override
    public OptionalLong latest() {
        return windows.isEmpty() ? OptionalLong.empty() : OptionalLong.of(windows.lastKey());
    }

    @Override
    public void visit(long windowStart, BiConsumer<byte[], byte[]> visitor) {
        windows.getOrDefault(windowStart, Map.of())
                .forEach((key, value) -> visitor.accept(StoredValues.key(rollup, key), value));
    }

    @Override
    public boolean isClosed(long windowEnd) {
        return windowEnd <= closedTo;
    }
}
