// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.local.process.Ports;
import java.util.List;
import java.util.stream.IntStream;

/** Where the servers of one stack listen, all on 127.0.0.1. */
public record StackPorts(
        List<KafkaNode> kafka, int registry, int connect, int sinkMetrics, int s3, int opensearch, int postgres) {

    public StackPorts {
        kafka = List.copyOf(kafka);
        if (kafka.isEmpty()) {
            throw new IllegalArgumentException("a stack needs at least one broker");
        }
    }

    /** The usual ports: Kafka 9092 and up, registry 8081, Connect 8083 and the metrics of its sinks 8084, S3 9000, OpenSearch 9200, PostgreSQL 5432. */
    public static StackPorts standard(int brokers) {
        return new StackPorts(KafkaNode.consecutive(brokers, 9092, 19092), 8081, 8083, 8084, 9000, 9200, 5432);
    }

    public static StackPorts free(int brokers) {
        List<KafkaNode> nodes = IntStream.rangeClosed(1, brokers)
                .mapToObj(id -> new KafkaNode(id, Ports.free(), Ports.free()))
                .toList();
        return new StackPorts(
                nodes, Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
    }
}
