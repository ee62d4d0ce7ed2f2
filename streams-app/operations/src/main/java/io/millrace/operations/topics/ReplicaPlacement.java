// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.operations.cluster.PartitionState;
import io.millrace.operations.cluster.TopicState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** Which brokers get another copy: in racks that have none yet, then those with the fewest copies so far. */
final class ReplicaPlacement {
    private final NavigableMap<Integer, String> racks;
    private final Map<Integer, Integer> load = new HashMap<>();

    /** @param topics whose copies count as load */
    ReplicaPlacement(NavigableMap<Integer, String> racks, Collection<TopicState> topics) {
        this.racks = racks;
        for (TopicState topic : topics) {
            topic.partitions().forEach(partition -> partition.replicas().forEach(this::count));
        }
    }

    private void count(int broker) {
        load.merge(broker, 1, Integer::sum);
    }

    /** The brokers of a partition, {@code copies} of them: those that have the records stay, the leader comes first. */
    List<Integer> brokers(PartitionState partition, int copies) {
        Set<Integer> inOrder = new LinkedHashSet<>();
        if (partition.leader() >= 0) {
            inOrder.add(partition.leader());
        }
        partition.replicas().stream().filter(partition.inSync()::contains).forEach(inOrder::add);
        inOrder.addAll(partition.replicas());
        List<Integer> chosen = new ArrayList<>(inOrder.stream().limit(copies).toList());
        while (chosen.size() < copies) {
            int next = next(chosen);
            chosen.add(next);
            count(next);
        }
        return chosen;
    }

    private int next(List<Integer> chosen) {
        List<String> taken = chosen.stream().map(racks::get).toList();
        return racks.navigableKeySet().stream()
                .filter(broker -> !chosen.contains(broker))
                .min(Comparator.comparing((Integer broker) -> taken.contains(racks.get(broker)))
                        .thenComparing(broker -> load.getOrDefault(broker, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
