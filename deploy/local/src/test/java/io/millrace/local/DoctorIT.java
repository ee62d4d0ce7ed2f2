// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.app.Commands;
import io.millrace.cli.DoctorCommand;
import io.millrace.cli.EndTransactionsCommand;
import io.millrace.cli.topics.TopicsCommand;
import io.millrace.config.MillraceConfig;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Site;
import io.millrace.local.server.Rest;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamPorts;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.doctor.Doctor;
import io.millrace.operations.doctor.checks.Finding;
import io.millrace.operations.doctor.checks.Severity;
import io.millrace.operations.instances.InstanceClient;
import io.millrace.operations.topics.TopicPlan;
import io.millrace.profile.Profiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault that is planted on a sound cluster is found, and nothing else; mended, the doctor is silent again. */
class DoctorIT {
    private static final String CONNECTOR = "s3-logs";

    @TempDir
    static Path folder;

    private static Deployment deployment;
    private static Plan plan;
    private static String instance;
    private static final Map<String, String> settings = new HashMap<>();

    @BeforeAll
    static void start() {
        plan = Plan.of(
                StackPorts.free(3),
                List.of(StreamPorts.free()),
                List.of(),
                Map.of(
                        "pipelines", "logs",
                        "pipelines.logs.format", "JSON",
                        "profile", "durability"));
        deployment = new Deployment(new Site(folder, Lifetime.ATTACHED), plan);
        deployment.start(line -> {});
        settings.putAll(plan.settings());
        instance = settings.get("admin.instances");
        awaitSilence(Map.of());
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    /** Does something to the cluster; it may depend on the settings that the doctor is given. */
    private interface Act {
        void on(ClusterAdmin cluster, MillraceConfig config) throws Exception;
    }

    /**
     * One fault.
     *
     * @param settings that the doctor is given over those of the stack, while it lasts
     */
    private record Fault(
            String name,
            Map<String, String> settings,
            String check,
            String subject,
            Severity severity,
            Act plant,
            Act mend) {
        Fault(String name, Map<String, String> settings, String check, String subject, Act plant, Act mend) {
            this(name, settings, check, subject, Severity.FAULT, plant, mend);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Act NOTHING = (cluster, config) -> {};
    private static final Act APPLY =
            (cluster, config) -> TopicPlan.of(config, cluster).apply(cluster);

    static Stream<Fault> faults() {
        return Stream.of(
                ofTopic("too few copies", "copies", "logs.batches", DoctorIT::leaveOneCopy),
                ofTopic("too few copies in sync", "in-sync copies", "logs.events", set("min.insync.replicas", "1")),
                ofTopic("unclean elections", "elections", "logs.events", set("unclean.leader.election.enable", "true")),
                ofTopic(
                        "a sink that takes too little",
                        "room in topics",
                        "logs.batches",
                        set("max.message.bytes", "500000")),
                ofTopic(
                        "dead letters that do not fit",
                        "room in topics",
                        "logs.dlq",
                        set("max.message.bytes", "1048576")),
                ofTopic(
                        "dead letters that are kept for an hour",
                        "dead-letter retention",
                        "logs.dlq",
                        set("retention.ms", "3600000")),
                new Fault(
                        "the broker's time on events",
                        Map.of("topics.message.timestamp.type", "CreateTime"),
                        "event time",
                        "logs.events",
                        (cluster, config) ->
                                set("message.timestamp.type", "LogAppendTime").on(cluster, "logs.events"),
                        APPLY),
                new Fault(
                        "a sink with fewer partitions",
                        Map.of("pipelines.logs.sink.topic", "narrow.batches", "connect.url", ""),
                        "partitions",
                        "narrow.batches",
                        Severity.ADVICE,
                        (cluster, config) -> createNarrow(cluster),
                        APPLY),
                new Fault(
                        "a registry that lets everything in",
                        Map.of(),
                        "registry compatibility",
                        "logs.batches-value",
                        (cluster, config) -> compatibility("NONE"),
                        (cluster, config) -> compatibility("BACKWARD")),
                new Fault(
                        "no registry",
                        Map.of("schema.registry.url", "http://127.0.0.1:1"),
                        "registry",
                        "schema.registry.url",
                        NOTHING,
                        NOTHING),
                new Fault(
                        "a connector that delivers what was taken back",
                        Map.of(),
                        "committed reads",
                        CONNECTOR,
                        (cluster, config) -> connector("consumer.override.isolation.level", "read_uncommitted"),
                        (cluster, config) -> connector("consumer.override.isolation.level", "read_committed")),
                new Fault(
                        "a connector with settings of its own",
                        Map.of(),
                        "connector settings",
                        CONNECTOR,
                        (cluster, config) -> connector("consumer.override.fetch.min.bytes", "100"),
                        (cluster, config) -> connector("consumer.override.fetch.min.bytes", "1")),
                new Fault(
                        "a session that brokers refuse",
                        Map.of(
                                "kafka.consumer.session.timeout.ms", "5000",
                                "kafka.consumer.heartbeat.interval.ms", "1000"),
                        "session timeout",
                        "session.timeout.ms",
                        NOTHING,
                        NOTHING),
                new Fault(
                        "an instance that runs another profile",
                        Map.of(),
                        "profiles of instances",
                        instance,
                        (cluster, config) -> switchTo("latency"),
                        (cluster, config) -> switchTo("durability")));
    }

    /** Something done to one topic. */
    private interface TopicAct {
        void on(ClusterAdmin cluster, String topic) throws Exception;
    }

    private static Fault ofTopic(String name, String check, String topic, TopicAct plant) {
        return new Fault(name, Map.of(), check, topic, (cluster, config) -> plant.on(cluster, topic), APPLY);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldFindThePlantedFaultAndNothingElse(Fault fault) throws Exception {
        // Given
        awaitSilence(Map.of());
        MillraceConfig config = config(fault.settings());
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            // When
            fault.plant().on(cluster, config);

            // Then
            await().untilAsserted(() -> assertThat(findings(fault.settings()))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.check()).isEqualTo(fault.check());
                        assertThat(finding.subject()).isEqualTo(fault.subject());
                        assertThat(finding.severity()).isEqualTo(fault.severity());
                    }));
            fault.mend().on(cluster, config);
        }
        awaitSilence(fault.mend() == NOTHING ? Map.of() : fault.settings());
    }

    @Test
    void shouldTellByItsExitCode() {
        assertThat(run(new DoctorCommand(), Map.of(), "--verbose")).isZero();
        assertThat(run(new DoctorCommand(), Map.of("schema.registry.url", "http://127.0.0.1:1")))
                .isEqualTo(1);
        assertThat(run(new DoctorCommand(), Map.of("bootstrap.servers", "127.0.0.1:1", "start.timeout.ms", "2000")))
                .isEqualTo(2);
    }

    @Test
    void shouldEndNoTransactionWhereNoneHangs() {
        assertThat(run(new EndTransactionsCommand(), Map.of())).isZero();
        assertThat(run(
                        new EndTransactionsCommand(),
                        Map.of("bootstrap.servers", "127.0.0.1:1", "start.timeout.ms", "2000")))
                .isEqualTo(1);
    }

    @Test
    void shouldLowerNothingUnlessAllowed() throws Exception {
        Map<String, String> less = Map.of("topics.min.insync.replicas", "1");

        assertThat(run(new TopicsCommand(), Map.of(), "plan")).isZero();
        assertThat(run(new TopicsCommand(), less, "plan")).isEqualTo(3);
        assertThat(run(new TopicsCommand(), less, "apply", "--json")).isEqualTo(3);
        assertThat(run(new TopicsCommand(), Map.of("topics.replication.factor", "4"), "apply"))
                .isEqualTo(2);
        assertThat(findings(Map.of())).isEmpty();
        assertThat(run(new TopicsCommand(), less, "apply", "--allow-lower")).isZero();
        await().until(() -> run(new TopicsCommand(), less, "plan") == 0);
        await().untilAsserted(() ->
                assertThat(findings(Map.of())).extracting(Finding::check).containsOnly("in-sync copies"));
        assertThat(run(new TopicsCommand(), Map.of(), "apply")).isZero();
        awaitSilence(Map.of());
    }

    private static int run(Object command, Map<String, String> changes, String... first) {
        List<String> line = new ArrayList<>(List.of(first));
        MillraceConfig.of(with(changes));
        with(changes).forEach((key, value) -> line.addAll(List.of("--set", key + "=" + value)));
        return Commands.run(command, line.toArray(String[]::new));
    }

    private static void leaveOneCopy(ClusterAdmin cluster, String topic) throws Exception {
        cluster.admin()
                .alterPartitionReassignments(cluster.topics(List.of(topic)).get(topic).partitions().stream()
                        .collect(Collectors.toMap(
                                partition -> new TopicPartition(topic, partition.partition()),
                                partition -> Optional.of(new NewPartitionReassignment(List.of(partition.leader()))))))
                .all()
                .get();
    }

    private static TopicAct set(String setting, String value) {
        return (cluster, topic) -> cluster.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(setting, value), OpType.SET))))
                .all()
                .get();
    }

    private static void createNarrow(ClusterAdmin cluster) throws Exception {
        NewTopic topic = new NewTopic("narrow.batches", 2, (short) 3);
        cluster.admin().createTopics(List.of(topic)).all().get();
        cluster.awaitTopics(List.of("narrow.batches"));
    }

    private static void compatibility(String level) throws IOException {
        Rest registry = new Rest(deployment.stack().registry().url());
        assertThat(registry.put("/config", "{\"compatibility\":\"" + level + "\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void connector(String setting, String value) {
        ConnectWorker connect =
                new ConnectWorker(deployment.stack().connect().url().toString());
        Map<String, String> config =
                new HashMap<>(connect.reading(Set.of("logs.batches")).get(0).config());
        config.put(setting, value);
        connect.put(CONNECTOR, config);
    }

    private static void switchTo(String profile) {
        new InstanceClient(instance, settings.get("admin.token")).switchTo(Profiles.named(profile));
    }

    private static Map<String, String> with(Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(changes);
        return all;
    }

    private static MillraceConfig config(Map<String, String> changes) {
        return MillraceConfig.of(with(changes));
    }

    private static List<Finding> findings(Map<String, String> changes) {
        return Doctor.examine(config(changes)).findings();
    }

    private static void awaitSilence(Map<String, String> changes) {
        await().untilAsserted(() -> assertThat(findings(changes)).isEmpty());
    }
}
