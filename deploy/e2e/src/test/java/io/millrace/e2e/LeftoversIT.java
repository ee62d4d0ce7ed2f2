// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.config.MillraceConfig;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.Flow;
import io.millrace.e2e.kit.RunningApp;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.transactions.EndMarkers;
import io.millrace.operations.transactions.HangingTransactions;
import io.millrace.operations.transactions.HangingTransactions.Ended;
import io.millrace.operations.transactions.OpenTransaction;
import io.millrace.operations.transactions.OpenTransaction.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of state, offsets and transactions that an earlier life left behind. */
class LeftoversIT {
    @TempDir
    static Path folder;

    private static Cluster cluster;

    private Map<String, String> settings;
    private String pipeline;

    @BeforeAll
    static void startServers() {
        cluster = new Cluster(folder);
        // Threads that fail are replaced, in this very JVM.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        cluster.start();
    }

    @AfterAll
    static void stopServers() {
        cluster.close();
    }

    @BeforeEach
    void aPipeline() throws Exception {
        settings = cluster.newPipeline("exactly_once_v2");
        pipeline = settings.get("pipelines");
    }

    /** As a broker that was killed in a commit leaves one on a state topic, now and then: nobody will end it. */
    @Test
    void shouldReadItsStatePastATransactionThatIsOpen() throws Exception {
        try (RunningApp app = new RunningApp(settings)) {
            Flow.check(cluster, pipeline, Cluster.PARTITIONS);
            app.awaitReady();
        }
        String state =
                MillraceConfig.of(settings).pipeline(pipeline).application().stateTopic();
        try (KafkaProducer<byte[], byte[]> open = inTransaction("nobody-ends-" + pipeline)) {
            for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
                open.send(new ProducerRecord<>(state, partition, new byte[] {'x'}, new byte[1]))
                        .get();
            }
            try (RunningApp app = new RunningApp(settings)) {
                Flow.check(cluster, pipeline, Cluster.PARTITIONS);
                app.awaitReady();
            }
        }
    }

    /** As of a transaction that a restarted broker has ended everywhere but on one partition of batches, and on its offsets. */
    @Test
    void shouldLetATransactionBeEndedOnASinglePartitionAsItsCoordinatorDecided() throws Exception {
        TopicPartition batches = new TopicPartition(pipeline + ".batches", 0);
        TopicPartition events = new TopicPartition(pipeline + ".events", 0);
        MillraceConfig config = MillraceConfig.of(settings);
        String group = config.pipeline(pipeline).application().group();
        try (KafkaProducer<byte[], byte[]> killed =
                        inTransaction(config.pipeline(pipeline).application().transactions() + "killed");
                KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", cluster.bootstrapServers(), "group.id", group),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                ClusterAdmin there = ClusterAdmin.of(config)) {
            killed.send(new ProducerRecord<>(batches.topic(), 0, null, new byte[1]))
                    .get();
            killed.sendOffsetsToTransaction(Map.of(events, new OffsetAndMetadata(7)), member.groupMetadata());
            List<OpenTransaction> open = open(there.admin(), batches.topic(), "__consumer_offsets");
            assertThat(open).hasSize(2);
            EndMarkers markers = new EndMarkers(config, there);
            // Their coordinator has not done with it: they are none of end-transactions' business.
            assertThat(HangingTransactions.end(config, there, Clock.offset(Clock.systemUTC(), Duration.ofHours(1))))
                    .isEqualTo(new Ended(List.of(), List.of()));

            open.forEach(one -> markers.write(one, true));

            assertThat(open(there.admin(), batches.topic(), "__consumer_offsets"))
                    .isEmpty();
            assertThat(committedEnd(there.admin(), batches)).isEqualTo(2);
            assertThat(there.admin()
                            .listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(events)
                            .offset())
                    .isEqualTo(7);
        }
    }

    private static List<OpenTransaction> open(Admin admin, String... topics) throws Exception {
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(List.of(topics)).allTopicNames().get().values().forEach(topic -> topic.partitions()
                .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition()))));
        List<OpenTransaction> open = new ArrayList<>();
        admin.describeProducers(partitions).all().get().forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .forEach(producer -> open.add(new OpenTransaction(partition, producer, Outcome.COMMITTED))));
        return open;
    }

    private static long committedEnd(Admin admin, TopicPartition partition) throws Exception {
        return admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** As behind a transaction whose end has not reached the state topic: what the offsets were committed with is not there. */
    @Test
    void shouldWaitForStateThatIsBehindItsOffsets() throws Exception {
        try (RunningApp app = new RunningApp(settings)) {
            Flow.check(cluster, pipeline, Cluster.PARTITIONS);
            app.awaitReady();
        }
        String state =
                MillraceConfig.of(settings).pipeline(pipeline).application().stateTopic();
        try (Admin admin = cluster.admin()) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
                all.put(new TopicPartition(state, partition), RecordsToDelete.beforeOffset(-1));
            }
            // Compacted topics keep their records from being deleted.
            clean(admin, state, "delete");
            deleteRecords(admin, all);
            clean(admin, state, "compact");
        }
        try (RunningApp app = new RunningApp(settings)) {
            String replaced = "millrace_stream_threads_replaced_total{pipeline=\"" + pipeline + "\"} ";
            await().atMost(RunningApp.LIMIT)
                    .until(() -> !app.metrics().contains(replaced + "0.0")
                            && app.metrics().contains(replaced));
            assertThat(app.app.status().failures()).isEmpty();
        }
    }

    /** Again and again until the leader has heard that it may. */
    private static void deleteRecords(Admin admin, Map<TopicPartition, RecordsToDelete> all) {
        await().ignoreExceptionsMatching(e -> e.getCause() instanceof PolicyViolationException)
                .until(() -> {
                    admin.deleteRecords(all).all().get();
                    return true;
                });
    }

    private static void clean(Admin admin, String topic, String policy) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }

    @Test
    void shouldEndTheTransactionThatAnEarlierLifeLeftOpen() throws Exception {
        MillraceConfig config = MillraceConfig.of(settings);
        String id = config.pipeline(pipeline).application().id();
        String process = UUID.randomUUID().toString();
        Path state = Path.of(settings.get("state.dir"), id);
        Files.createDirectories(state);
        Files.writeString(state.resolve("kafka-streams-process-metadata"), "{\"processId\":\"" + process + "\"}");
        String transaction = id + '-' + process + "-7";
        try (KafkaProducer<byte[], byte[]> killed = inTransaction(transaction);
                Admin admin = cluster.admin()) {
            killed.send(new ProducerRecord<>(pipeline + ".batches", new byte[1]))
                    .get();
            settings.put("processing.guarantee", "at_least_once");

            try (RunningApp app = new RunningApp(settings)) {
                await().atMost(RunningApp.LIMIT).until(() -> state(admin, transaction) != TransactionState.ONGOING);
                app.awaitReady();
            }
        }
    }

    /** What a broker left out of an abort, the next commit under the same id would commit. */
    @Test
    void shouldTakeUpNoTransactionalIdOfAnEarlierLife() throws Exception {
        String prefix =
                MillraceConfig.of(settings).pipeline(pipeline).application().transactions();
        List<Set<String>> ids = new ArrayList<>();
        try (Admin admin = cluster.admin()) {
            for (int life = 0; life < 2; life++) {
                try (RunningApp app = new RunningApp(settings)) {
                    Flow.check(cluster, pipeline, Cluster.PARTITIONS);
                    app.awaitReady();
                }
                ids.add(admin.listTransactions().all().get().stream()
                        .map(TransactionListing::transactionalId)
                        .filter(id -> id.startsWith(prefix))
                        .collect(Collectors.toSet()));
            }
        }
        assertThat(ids.get(0)).isNotEmpty();
        assertThat(ids.get(1)).hasSize(2 * ids.get(0).size());
    }

    /** It outlasts what any test here waits. */
    private static KafkaProducer<byte[], byte[]> inTransaction(String id) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "transactional.id",
                id,
                "transaction.timeout.ms",
                900_000);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    private static TransactionState state(Admin admin, String transaction) throws Exception {
        return admin.describeTransactions(List.of(transaction))
                .description(transaction)
                .get()
                .state();
    }
}
