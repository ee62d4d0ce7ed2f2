// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * A topic of a pipeline.
 *
 * @param key in full, of the setting that gives it its name
 */
public record PipelineTopic(TopicRole role, String name, String key) {
    /** Throws {@link ConfigException} when two of {@code topics}, of all pipelines, are the same. */
    public static void requireDistinct(Collection<PipelineTopic> topics) {
        Map<String, PipelineTopic> seen = new HashMap<>();
        for (PipelineTopic topic : topics) {
            PipelineTopic other = seen.put(topic.name, topic);
            if (other != null) {
                throw new ConfigException("The topic " + topic.name + " is both " + other.job() + " and " + topic.job()
                        + "; every pipeline needs topics of its own");
            }
        }
    }

    private String job() {
        return "a " + role.title() + " (" + key + ')';
    }
}
