// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.strimzi;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.topics.Change;
import io.millrace.operations.topics.TopicPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/** What {@code topics apply} would create on a cluster without any of the topics, as resources of kind KafkaTopic. */
final class KafkaTopics {
    private final String kafka;

    KafkaTopics(String kafka) {
        this.kafka = ResourceName.require(kafka);
    }

    /** Throws {@link ConfigException} when two topics would have the same resource. */
    String text(MillraceConfig config) {
        Map<String, String> topics = new HashMap<>();
        return TopicPlan.ofNone(config).creations().stream()
                .map(topic -> {
                    String other = topics.put(ResourceName.near(topic.topic()), topic.topic());
                    if (other != null) {
                        throw new ConfigException("The topics " + other + " and " + topic.topic()
                                + " would be the same Kubernetes resource; rename one, or use millrace topics apply");
                    }
                    return document(topic);
                })
                .collect(Collectors.joining("\n"));
    }

    private String document(Change.Create topic) {
        String name = ResourceName.near(topic.topic());
        StringBuilder text = new StringBuilder("""
                ---
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaTopic
                metadata:
                  name: %s
                  labels:
                    strimzi.io/cluster: %s
                spec:
                """.formatted(name, kafka));
        if (!name.equals(topic.topic())) {
            text.append("  topicName: ").append(topic.topic()).append('\n');
        }
        text.append("  partitions: ").append(topic.partitions());
        if (topic.copies() > 0) {
            text.append("\n  replicas: ").append(topic.copies());
        }
        if (!topic.settings().isEmpty()) {
            text.append("\n  config:");
            new TreeMap<>(topic.settings())
                    .forEach((key, value) ->
                            text.append("\n    ").append(key).append(": ").append(Quoted.text(value)));
        }
        return text.toString();
    }
}
