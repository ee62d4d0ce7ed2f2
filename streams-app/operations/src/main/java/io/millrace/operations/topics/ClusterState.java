// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.operations.cluster.TopicState;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The cluster as it is, as far as a plan depends on it.
 *
 * @param brokers racks by id of broker
 * @param defaultMaxMessageBytes of a topic without its own setting
 * @param topics by name, those that exist and concern the plan
 */
record ClusterState(
        NavigableMap<Integer, String> brokers, long defaultMaxMessageBytes, Map<String, TopicState> topics) {
    ClusterState {
        brokers = new TreeMap<>(brokers);
        topics = Map.copyOf(topics);
    }
}
