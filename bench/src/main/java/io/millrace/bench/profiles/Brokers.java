// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.bench.bed.CpuTime;
import io.millrace.local.server.KafkaServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * A cluster.
 *
 * @param servers its nodes, from number 1 on
 */
record Brokers(List<KafkaServer> servers) {
    private static final int PATIENCE_MS = 10_000;

    Brokers {
        servers = List.copyOf(servers);
    }

    int count() {
        return servers.size();
    }

    KafkaServer node(int number) {
        return servers.get(number - 1);
    }

    String bootstrapServers() {
        return servers.stream().map(KafkaServer::bootstrapServers).collect(Collectors.joining(","));
    }

    double cpuSeconds() {
        return servers.stream().mapToDouble(CpuTime::seconds).sum();
    }

    Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "default.api.timeout.ms",
                PATIENCE_MS,
                "request.timeout.ms",
                PATIENCE_MS / 2));
    }
}
