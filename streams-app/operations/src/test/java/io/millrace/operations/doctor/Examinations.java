// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.PartitionState;
import io.millrace.operations.cluster.TopicState;
import io.millrace.operations.doctor.checks.Examination;
import io.millrace.operations.doctor.checks.Finding;
import io.millrace.operations.doctor.facts.BrokerFacts;
import io.millrace.operations.doctor.facts.ConnectFacts;
import io.millrace.operations.doctor.facts.InstanceFacts;
import io.millrace.operations.doctor.facts.RegistryFacts;
import io.millrace.operations.doctor.facts.RightsFacts;
import io.millrace.operations.doctor.facts.TopicFacts;
import io.millrace.operations.transactions.OpenTransaction;
import io.millrace.resolved.ResolvedConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.acl.AclOperation;

/** A sound cluster of three brokers under the durability profile, to break one thing of. */
final class Examinations {
    private static final Set<AclOperation> ALL = Set.of(
            AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.CREATE, AclOperation.DELETE);

    final Map<String, String> config = new HashMap<>(Map.of(
            "pipelines",
            "logs",
            "profile",
            "durability",
            "application.id",
            "app",
            "pipelines.logs.routes",
            "level absent -> drop; level = 4 -> batch to logs.warnings; otherwise -> topic logs.errors",
            "pipelines.logs.group.by",
            "key",
            "pipelines.logs.rollups",
            "perMinute"));
    final Map<String, String> broker = new HashMap<>(Map.of(
            "default.replication.factor", "3",
            "min.insync.replicas", "2",
            "auto.create.topics.enable", "false",
            "unclean.leader.election.enable", "false",
            "transaction.max.timeout.ms", "900000",
            "group.min.session.timeout.ms", "6000",
            "group.max.session.timeout.ms", "1800000",
            "replica.fetch.max.bytes", "1048588"));
    final Map<String, TopicState> topics = new HashMap<>();
    int metadataVersion = 30;
    RightsFacts rights = new RightsFacts(Map.of("app.logs", ALL), Map.of());
    RegistryFacts registry =
            new RegistryFacts(null, Map.of("logs.batches-value", "BACKWARD"), Map.of("logs.batches-value", true));
    List<OpenTransaction> hanging = List.of();
    ConnectFacts connect = ConnectFacts.NONE;
    List<InstanceFacts> instances = List.of();
    Map<String, Duration> clocks = Map.of();

    Examinations() {
        broker.put("offsets.topic.replication.factor", "3");
        broker.put("transaction.state.log.replication.factor", "3");
        broker.put("transaction.state.log.min.isr", "2");
        topic("logs.events", 4, 3, Map.of());
        topic("logs.batches", 4, 3, Map.of());
        topic("logs.warnings", 4, 3, Map.of());
        topic("logs.dlq", 4, 3, Map.of("max.message.bytes", "33554432", "retention.ms", "2592000000"));
        topic("logs.dropped", 4, 3, Map.of());
        topic("logs.redriven", 4, 3, Map.of("max.message.bytes", "33554432"));
        topic("logs.redrives", 4, 3, Map.of("cleanup.policy", "compact"));
        topic("logs.errors", 4, 3, Map.of("max.message.bytes", "33554432"));
        Map<String, String> compacted = Map.of("cleanup.policy", "compact", "max.message.bytes", "33554432");
        topic("app.logs-open-batches-changelog", 4, 3, compacted);
        topic("app.logs-remembered-changelog", 4, 3, compacted);
        topic("logs.rollups", 4, 3, Map.of());
        topic(
                "app.logs-rollup-perMinute-changelog",
                4,
                3,
                Map.of("cleanup.policy", "compact,delete", "max.message.bytes", "33554432"));
        topic("app.logs-grouped-repartition", 4, 3, Map.of("max.message.bytes", "33554432"));
        topic("app.logs-topology-changelog", 1, 3, Map.of("retention.ms", "-1"));
    }

    void topic(String name, int partitions, int copies, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "max.message.bytes", "1048588",
                "min.insync.replicas", "2",
                "unclean.leader.election.enable", "false",
                "message.timestamp.type", "CreateTime",
                "cleanup.policy", "delete",
                "retention.ms", "604800000"));
        all.putAll(settings);
        List<Integer> brokers = IntStream.rangeClosed(1, copies).boxed().toList();
        topics.put(
                name,
                new TopicState(
                        name,
                        IntStream.range(0, partitions)
                                .mapToObj(i -> new PartitionState(i, 1, brokers, brokers))
                                .toList(),
                        all,
                        ALL));
    }

    List<Finding> findings() {
        return diagnosis().findings();
    }

    Diagnosis diagnosis() {
        MillraceConfig parsed = MillraceConfig.of(config);
        BrokerFacts brokers = new BrokerFacts(
                3,
                broker.isEmpty() ? Map.of() : Map.of(1, broker, 2, broker, 3, broker),
                metadataVersion,
                metadataVersion,
                2);
        TopicFacts facts = new TopicFacts(topics, Map.of());
        return Doctor.diagnose(new Examination(
                ResolvedConfig.of(parsed), brokers, facts, rights, hanging, registry, connect, instances, clocks));
    }
}
