// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.strimzi;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.acls.Naming;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the configuration says of the connector of each pipeline and sink, as a resource of kind KafkaConnector: its topics, and what the
 * profile wants of it. Its class, and where it delivers, is the same for all of a sink and for others to add, by the label.
 */
final class KafkaConnectors {
    private static final String ISOLATION = "consumer.override.isolation.level";

    private final String connect;

    /** @param connect the name of the KafkaConnect resource */
    KafkaConnectors(String connect) {
        this.connect = ResourceName.require(connect);
    }

    String text(MillraceConfig config, Naming naming) {
        return config.pipelines().stream()
                .flatMap(pipeline -> pipeline.sinks().stream().map(sink -> document(config, naming, pipeline, sink)))
                .collect(Collectors.joining("\n"));
    }

    private String document(MillraceConfig config, Naming naming, PipelineConfig pipeline, Sink sink) {
        Map<String, String> settings = new TreeMap<>(config.connectors());
        settings.putIfAbsent(ISOLATION, config.exactlyOnce() ? "read_committed" : "read_uncommitted");
        settings.put("topics", String.join(",", pipeline.sinkTopics()) + ',' + pipeline.topic(TopicRole.REDRIVEN));
        settings.put("dead.letter.topic", pipeline.dlqTopic());
        return """
                ---
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaConnector
                metadata:
                  name: %s
                  labels:
                    strimzi.io/cluster: %s
                    millrace.io/sink: %s
                spec:
                  config:
                """.formatted(ResourceName.require(naming.connector(sink, pipeline)), connect, sink.word())
                + settings.entrySet().stream()
                        .map(setting -> "    " + setting.getKey() + ": " + Quoted.text(setting.getValue()))
                        .collect(Collectors.joining("\n"));
    }
}
