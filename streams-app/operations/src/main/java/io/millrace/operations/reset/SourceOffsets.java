// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.TopicState;
import io.millrace.operations.reset.ResetPosition.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a source topic holds, and where its group may read on. */
final class SourceOffsets {
    private final String topic;
    /** By partition: the first offset, and the one after the last. */
    private final Map<Integer, Bounds> bounds;

    SourceOffsets(String topic, Map<Integer, Bounds> bounds) {
        this.topic = topic;
        this.bounds = new TreeMap<>(bounds);
    }

    record Bounds(long earliest, long end) {}

    /** Throws {@link ResetRefusedException} when there is no such topic. */
    static SourceOffsets of(String topic, ClusterAdmin cluster) {
        TopicState found = cluster.topics(List.of(topic)).get(topic);
        if (found == null) {
            throw new ResetRefusedException("There is no topic " + topic + ", so there is no position to reset to");
        }
        Map<Integer, Long> earliest = offsets(found, OffsetSpec.earliest(), cluster);
        Map<Integer, Long> ends = offsets(found, OffsetSpec.latest(), cluster);
        Map<Integer, Bounds> bounds = new HashMap<>();
        earliest.forEach((partition, first) -> bounds.put(partition, new Bounds(first, ends.get(partition))));
        return new SourceOffsets(topic, bounds);
    }

    private static Map<Integer, Long> offsets(TopicState topic, OffsetSpec which, ClusterAdmin cluster) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topic.partitions()
                .forEach(partition -> wanted.put(new TopicPartition(topic.name(), partition.partition()), which));
        Map<Integer, Long> offsets = new HashMap<>();
        cluster.answer(cluster.admin().listOffsets(wanted).all(), "offsets of the topic " + topic.name())
                .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
        return offsets;
    }

    /**
     * For each partition.
     *
     * @param unaccounted null when nobody looked
     */
    List<PartitionReset> resets(
            Map<TopicPartition, OffsetAndMetadata> committed, ResetPosition position, Unaccounted unaccounted) {
        if (position.kind() == Kind.OFFSETS) {
            require(position.offsets());
        }
        List<PartitionReset> resets = new ArrayList<>();
        bounds.forEach((number, held) -> {
            TopicPartition partition = new TopicPartition(topic, number);
            OffsetAndMetadata offset = committed.get(partition);
            long from = offset == null ? -1 : offset.offset();
            // What retention has removed can be read no more.
            long next = Math.max(from, held.earliest());
            long to = Math.max(held.earliest(), to(number, held.earliest(), next, position, unaccounted));
            long repeated = Math.max(0, next - to);
            resets.add(new PartitionReset(
                    partition,
                    from,
                    held.earliest(),
                    to,
                    unaccounted == null ? -1 : unaccounted.atMostBefore(number, to),
                    unaccounted == null ? repeated : repeated - unaccounted.atLeastBetween(number, to, next)));
        });
        return resets;
    }

    private static long to(int partition, long earliest, long next, ResetPosition position, Unaccounted unaccounted) {
        return switch (position.kind()) {
            case EARLIEST -> earliest;
            case COMMITTED -> next;
            case FIRST_MISSING -> unaccounted.first(partition, next);
            case OFFSETS -> position.offsets().get(partition);
        };
    }

    private void require(Map<Integer, Long> offsets) {
        if (!offsets.keySet().equals(bounds.keySet())) {
            throw new ResetRefusedException("--to names the partitions " + new TreeMap<>(offsets).keySet()
                    + ", and the topic " + topic + " has " + bounds.keySet() + ": each needs an offset");
        }
        offsets.forEach((partition, offset) -> {
            Bounds held = bounds.get(partition);
            if (offset < held.earliest() || offset > held.end()) {
                throw new ResetRefusedException("--to names the offset " + offset + " of " + topic + "-" + partition
                        + ", which holds offsets from " + held.earliest() + " on and ends before " + held.end());
            }
        });
    }
}
