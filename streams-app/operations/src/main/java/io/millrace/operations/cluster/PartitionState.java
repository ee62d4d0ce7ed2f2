// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.cluster;

import java.util.List;

/**
 * Where a partition is stored.
 *
 * @param leader id of a broker, or −1 when there is none
 * @param replicas ids of brokers, the preferred leader first
 * @param inSync those of them that have all records
 */
public record PartitionState(int partition, int leader, List<Integer> replicas, List<Integer> inSync) {
    public PartitionState {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
    }
}
