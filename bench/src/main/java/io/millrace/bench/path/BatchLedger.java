// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.bench.load.Tail;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which offset of the sink topic stands for how many events. One thread shows it batches, others ask. */
final class BatchLedger implements Tail.Visitor {
    private final Map<Integer, TreeMap<Long, Count>> partitions = new TreeMap<>();

    /** Batches and the events in them. */
    record Count(long batches, long events) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(batches + other.batches, events + other.events);
        }
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> polled) throws MalformedAvroException {
        int events = EventBatch.read(polled.value()).header().eventCount();
        add(polled.partition(), polled.offset(), events);
    }

    synchronized void add(int partition, long offset, int events) {
        TreeMap<Long, Count> counts = partitions.computeIfAbsent(partition, any -> new TreeMap<>());
        Count before = counts.isEmpty() ? Count.NONE : counts.lastEntry().getValue();
        counts.put(offset, before.plus(new Count(1, events)));
    }

    /** All so far. */
    synchronized Count seen() {
        return partitions.values().stream()
                .map(counts -> counts.lastEntry().getValue())
                .reduce(Count.NONE, Count::plus);
    }

    /**
     * Those at offsets smaller than a consumer's next ones.
     *
     * @param next by partition; a partition that is absent has nothing
     */
    synchronized Count below(Map<Integer, Long> next) {
        Count sum = Count.NONE;
        for (Entry<Integer, Long> partition : next.entrySet()) {
            TreeMap<Long, Count> counts = partitions.getOrDefault(partition.getKey(), new TreeMap<>());
            Entry<Long, Count> last = counts.lowerEntry(partition.getValue());
            sum = sum.plus(last == null ? Count.NONE : last.getValue());
        }
        return sum;
    }
}
