// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.operations.cluster.PartitionState;
import io.millrace.operations.cluster.TopicState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clusters that never were. */
final class Clusters {
    static final int DEFAULT_BYTES = 1_048_588;

    private Clusters() {}

    static ClusterState of(int brokers, TopicState... topics) {
        TreeMap<Integer, String> racks = new TreeMap<>();
        IntStream.rangeClosed(1, brokers).forEach(id -> racks.put(id, ""));
        return new ClusterState(
                racks, DEFAULT_BYTES, Stream.of(topics).collect(Collectors.toMap(TopicState::name, topic -> topic)));
    }

    /** With its copies on the first brokers, all led by broker 1. */
    static TopicState topic(String name, int partitions, int copies, Map<String, String> settings) {
        List<Integer> brokers = IntStream.rangeClosed(1, copies).boxed().toList();
        Map<String, String> all = new HashMap<>(Map.of(
                "max.message.bytes", Integer.toString(DEFAULT_BYTES),
                "min.insync.replicas", "1",
                "unclean.leader.election.enable", "false",
                "retention.ms", "604800000"));
        all.putAll(settings);
        return new TopicState(
                name,
                IntStream.range(0, partitions)
                        .mapToObj(i -> new PartitionState(i, 1, brokers, brokers))
                        .toList(),
                all,
                null);
    }
}
