// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import io.millrace.local.process.Ports;
import java.util.List;
import java.util.stream.IntStream;

/** One node of the Kafka cluster, broker and KRaft controller in one process. */
public record KafkaNode(int id, int port, int controllerPort) {

    /** Nodes 1, 2, …, listening on the given ports and those that follow. */
    public static List<KafkaNode> consecutive(int count, int firstPort, int firstControllerPort) {
        return IntStream.range(0, count)
                .mapToObj(i -> new KafkaNode(i + 1, firstPort + i, firstControllerPort + i))
                .toList();
    }

    public String address() {
        return Ports.HOST + ":" + port;
    }

    String voter() {
        return id + "@" + Ports.HOST + ":" + controllerPort;
    }
}
