// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import io.millrace.operations.cluster.TopicState;
import java.util.Map;
import java.util.TreeMap;

/**
 * The topics that concern the pipelines, and Kafka's own that they depend on.
 *
 * @param found those that exist, by name
 * @param unreadable why the others may not be described, by name
 */
public record TopicFacts(Map<String, TopicState> found, Map<String, String> unreadable) {
    public TopicFacts {
        found = new TreeMap<>(found);
        unreadable = new TreeMap<>(unreadable);
    }

    /** Null when it does not exist or may not be described. */
    public TopicState get(String name) {
        return found.get(name);
    }
}
