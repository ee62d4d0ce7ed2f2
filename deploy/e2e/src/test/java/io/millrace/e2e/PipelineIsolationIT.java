// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.admin.SwitchRefusedException;
import io.millrace.app.StreamApp;
import io.millrace.config.MillraceConfig;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.ExactlyOnce;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.Sent;
import io.millrace.profile.Profile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to one pipeline of a process happens to that one alone. */
class PipelineIsolationIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int MANY = 700;

    @TempDir
    static Path folder;

    private static Cluster cluster;

    private Map<String, String> settings;
    private String one;
    private String other;

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
    void twoPipelines() throws Exception {
        settings = new HashMap<>(cluster.newPipeline("exactly_once_v2"));
        one = settings.get("pipelines");
        settings.putAll(cluster.newPipeline("exactly_once_v2"));
        other = settings.get("pipelines");
        settings.put("pipelines", one + ',' + other);
        // How soon a consumer learns of new partitions, and that a topic is gone.
        settings.put("kafka.consumer.metadata.max.age.ms", "500");
        // How long Kafka Streams, when it is closed, waits for a commit of offsets of a topic that is gone.
        settings.put("kafka.producer.max.block.ms", "10000");
        // Such a commit never gets through, so there is nothing to wait for.
        settings.put("shutdown.timeout.ms", "5000");
    }

    private static StreamApp start(Map<String, String> settings) {
        StreamApp app = new StreamApp(MillraceConfig.of(settings));
        app.start();
        return app;
    }

    private static HttpResponse<String> get(StreamApp app, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + app.httpPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void awaitReady(StreamApp app) {
        await().atMost(LIMIT).until(() -> get(app, "/ready").statusCode() == 200);
    }

    /** Returns why. */
    private static String awaitFailed(StreamApp app, String pipeline) {
        await().atMost(LIMIT).until(() -> app.status().failures().containsKey(pipeline));
        return app.status().failures().get(pipeline);
    }

    /** Events of the pipeline go in and come out in batches, once each. */
    private static void checkFlow(String pipeline, int partitions) {
        try (Sent sent = new Sent(cluster.bootstrapServers(), pipeline + ".events");
                Received received =
                        new Received(cluster.bootstrapServers(), pipeline + ".batches", Cluster.PARTITIONS)) {
            sent.send(MANY, partitions);
            await().atMost(LIMIT).until(() -> received.poll().ids().containsAll(sent.ids));
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    @Test
    void shouldTakeInPartitionsThatASourceGetsWhileItRuns() throws Exception {
        try (StreamApp app = start(settings);
                Sent sent = new Sent(cluster.bootstrapServers(), one + ".events");
                Received received = new Received(cluster.bootstrapServers(), one + ".batches", Cluster.PARTITIONS);
                Admin admin = admin()) {
            awaitReady(app);
            sent.send(MANY, Cluster.PARTITIONS);

            admin.createPartitions(Map.of(one + ".events", NewPartitions.increaseTo(Cluster.PARTITIONS + 3)))
                    .all()
                    .get();
            await().atMost(LIMIT).until(() -> partitions(admin, one + ".events") == Cluster.PARTITIONS + 3);
            sent.send(MANY, Cluster.PARTITIONS + 3);

            await().atMost(LIMIT).until(() -> received.poll().ids().containsAll(sent.ids));
            received.settle();
            ExactlyOnce.check(sent, received);
            awaitReady(app);
            checkFlow(other, Cluster.PARTITIONS);
            assertThat(get(app, "/metrics").body()).contains("millrace_pipeline_running{pipeline=\"" + one + "\"} 1");
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    @Test
    void shouldStopAloneWhenItsSourceIsDeletedAndSayHowToReadANewOne() throws Exception {
        try (StreamApp app = start(settings)) {
            awaitReady(app);
            checkFlow(one, Cluster.PARTITIONS);

            deleteSource();

            assertThat(awaitFailed(app, one))
                    .contains("source topic " + one + ".events is gone", "another name")
                    .doesNotContainIgnoringCase("reset");
            assertThat(get(app, "/ready").statusCode()).isEqualTo(503);
            assertThat(get(app, "/ready").body()).contains(one + " FAILED: The source topic", other + " RUNNING");
            assertThat(get(app, "/live").statusCode()).isEqualTo(200);
            assertThat(get(app, "/metrics").body())
                    .contains("millrace_pipeline_running{pipeline=\"" + one + "\"} 0")
                    .contains("millrace_pipeline_running{pipeline=\"" + other + "\"} 1");
            checkFlow(other, Cluster.PARTITIONS);
        }
        makeSourceAnew();
        // What is left of that life may hold its folder for a while, as it was in the middle of a commit.
        settings.put("state.dir", folder.resolve("another-disk").toString());
        try (StreamApp app = start(settings)) {
            try (Sent sent = new Sent(cluster.bootstrapServers(), one + ".events")) {
                sent.send(1, 1);
            }
            assertThat(awaitFailed(app, one))
                    .contains("recreated", "another name")
                    .doesNotContainIgnoringCase("reset");
            checkFlow(other, Cluster.PARTITIONS);
        }
        Map<String, String> renamed = new HashMap<>(settings);
        renamed.keySet().removeIf(key -> key.startsWith("pipelines." + one));
        renamed.put("pipelines", "renamed," + other);
        renamed.put("pipelines.renamed.format", "JSON");
        renamed.put("pipelines.renamed.max.age.ms", "2000");
        renamed.put("pipelines.renamed.source.topic", one + ".events");
        renamed.put("pipelines.renamed.sink.topic", one + ".batches");
        renamed.put("pipelines.renamed.dlq.topic", one + ".dlq");
        try (StreamApp app = start(renamed)) {
            awaitReady(app);
            checkFlow(one, Cluster.PARTITIONS);
        }
    }

    /** Whether the group's offsets went with the topic or outlived it: what tells is whose state it is, not what comes first. */
    @ParameterizedTest
    @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
    void shouldStopAloneWhenItsSourceWasMadeAnewWhileNothingRan(String guarantee) throws Exception {
        settings.put("processing.guarantee", guarantee);
        try (StreamApp app = start(settings)) {
            awaitReady(app);
            checkFlow(one, Cluster.PARTITIONS);
        }
        deleteSource();
        makeSourceAnew();

        try (StreamApp app = start(settings)) {
            assertThat(awaitFailed(app, one))
                    .contains("The source topic " + one + ".events was deleted and recreated.", "another name");
            checkFlow(other, Cluster.PARTITIONS);
        }
    }

    /** Returns when the broker no longer knows it, which may be a while after the controller. */
    private void deleteSource() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(one + ".events")).all().get();
            await().atMost(LIMIT).until(() -> !admin.listTopics().names().get().contains(one + ".events"));
        }
    }

    private void makeSourceAnew() {
        NewTopic anew = new NewTopic(one + ".events", Cluster.PARTITIONS, (short) 1);
        try (Admin admin = admin()) {
            await().atMost(LIMIT)
                    .ignoreException(TopicExistsException.class)
                    .untilAsserted(() -> admin.createTopics(List.of(anew)).all().get());
        }
    }

    @Test
    void shouldEndTheTransactionThatAnEarlierLifeLeftOpen() throws Exception {
        MillraceConfig config = MillraceConfig.of(settings);
        String id = config.pipeline(one).application().id();
        String process = UUID.randomUUID().toString();
        Path state = Path.of(settings.get("state.dir"), id);
        Files.createDirectories(state);
        Files.writeString(state.resolve("kafka-streams-process-metadata"), "{\"processId\":\"" + process + "\"}");
        String transaction = id + '-' + process + "-7";
        try (KafkaProducer<byte[], byte[]> killed = inTransaction(transaction);
                Admin admin = admin()) {
            killed.send(new ProducerRecord<>(one + ".batches", new byte[1])).get();
            settings.put("processing.guarantee", "at_least_once");

            try (StreamApp app = start(settings)) {
                await().atMost(LIMIT).until(() -> state(admin, transaction) != TransactionState.ONGOING);
                awaitReady(app);
            }
        }
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

    /** As a broker that was killed in a commit leaves one on a state topic, now and then: nobody will end it. */
    @Test
    void shouldReadItsStatePastATransactionThatIsOpen() throws Exception {
        try (StreamApp app = start(settings)) {
            checkFlow(one, Cluster.PARTITIONS);
            awaitReady(app);
        }
        String state = MillraceConfig.of(settings).pipeline(one).application().stateTopic();
        try (KafkaProducer<byte[], byte[]> open = inTransaction("nobody-ends-" + one)) {
            for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
                open.send(new ProducerRecord<>(state, partition, new byte[] {'x'}, new byte[1]))
                        .get();
            }
            try (StreamApp app = start(settings)) {
                checkFlow(one, Cluster.PARTITIONS);
                awaitReady(app);
            }
        }
    }

    private static TransactionState state(Admin admin, String transaction) throws Exception {
        return admin.describeTransactions(List.of(transaction))
                .description(transaction)
                .get()
                .state();
    }

    @Test
    void shouldBeginWithoutAPipelineThatLacksATopic() throws Exception {
        deleteSource();
        try (StreamApp app = start(settings)) {
            assertThat(awaitFailed(app, one)).contains("there is no topic " + one + ".events");
            checkFlow(other, Cluster.PARTITIONS);

            makeSourceAnew();

            checkFlow(one, Cluster.PARTITIONS);
            awaitReady(app);
        }
    }

    /** As behind a transaction whose end has not reached the state topic: what the offsets were committed with is not there. */
    @Test
    void shouldWaitForStateThatIsBehindItsOffsets() throws Exception {
        try (StreamApp app = start(settings)) {
            checkFlow(one, Cluster.PARTITIONS);
            awaitReady(app);
        }
        String state = MillraceConfig.of(settings).pipeline(one).application().stateTopic();
        try (Admin admin = admin()) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
                all.put(new TopicPartition(state, partition), RecordsToDelete.beforeOffset(-1));
            }
            // Compacted topics keep their records from being deleted.
            clean(admin, state, "delete");
            admin.deleteRecords(all).all().get();
            clean(admin, state, "compact");
        }
        try (StreamApp app = start(settings)) {
            String replaced = "millrace_stream_threads_replaced_total{pipeline=\"" + one + "\"} ";
            await().atMost(LIMIT)
                    .until(() -> !get(app, "/metrics").body().contains(replaced + "0.0")
                            && get(app, "/metrics").body().contains(replaced));
            checkFlow(other, Cluster.PARTITIONS);
            assertThat(app.status().failures()).isEmpty();
        }
    }

    private static void clean(Admin admin, String topic, String policy) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }

    @Test
    void shouldGoOnAsBeforeWhenAProfileCannotBegin() throws Exception {
        try (StreamApp app = start(settings)) {
            awaitReady(app);
            // Kafka's producer finds no login module, and nobody knows before it is made.
            Profile unfit = Profile.of("unfit", Map.of("kafka.producer.security.protocol", "SASL_PLAINTEXT"));

            assertThatExceptionOfType(SwitchRefusedException.class).isThrownBy(() -> app.switchTo(unfit));

            assertThat(app.status().isRunning()).isTrue();
            assertThat(app.status().profile()).isEqualTo("none");
            checkFlow(one, Cluster.PARTITIONS);
            app.switchTo(Profile.of("mine", Map.of("commit.interval.ms", "200")));
            await().atMost(LIMIT)
                    .until(() -> app.status().profile().equals("mine")
                            && app.status().isRunning());
            checkFlow(one, Cluster.PARTITIONS);
            checkFlow(other, Cluster.PARTITIONS);
        }
    }
}
