// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.config.MillraceConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.e2e.kit.Delivered;
import io.millrace.e2e.kit.Feeder;
import io.millrace.e2e.kit.MetricFamilies;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.Sent;
import io.millrace.e2e.kit.TopicContent;
import io.millrace.local.ObjectFiles;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Server;
import io.millrace.local.process.Site;
import io.millrace.local.server.KafkaServer;
import io.millrace.local.server.StackPorts;
import io.millrace.local.stack.Deployment;
import io.millrace.local.stack.GatewayPorts;
import io.millrace.local.stack.Plan;
import io.millrace.local.stack.StreamPorts;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.dlq.Redrive;
import io.millrace.operations.dlq.RedriveReport;
import io.millrace.operations.dlq.letters.Selection;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that go away in mid-run and come back: stream and sinks wait for them, and nobody starts anything again. A sink that cannot go on says
 * so.
 */
class OutageIT {
    private static final int PARTITIONS = 4;
    private static final int MANY = 20;
    private static final StreamPorts STREAM = StreamPorts.free();
    private static final GatewayPorts GATEWAY = GatewayPorts.free();
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));
    private static final Path SINK_METRICS = HOME.resolve("connectors/sink-support/METRICS.md");

    /** What has one of them is not there without a rule, a rollup, or a first pause of the garbage collector. */
    private static final Set<String> LATER = Set.of("topic", "rollup", "cause");

    @TempDir
    static Path folder;

    private static Deployment deployment;
    private static Sent sent;

    @BeforeAll
    static void start() {
        Plan plan = Plan.of(
                StackPorts.free(1),
                List.of(STREAM),
                List.of(GATEWAY),
                List.of(),
                Map.of(
                        "pipelines", "logs",
                        "pipelines.logs.format", "JSON",
                        "pipelines.logs.sinks", "s3,opensearch,postgres",
                        "pipelines.logs.batch.max.events", "100",
                        "pipelines.logs.max.age.ms", "1000"));
        deployment = new Deployment(new Site(folder, Lifetime.ATTACHED), plan);
        deployment.start(line -> {});
        sent = new Sent(deployment.stack().bootstrapServers(), "logs.events");
    }

    @AfterAll
    static void stop() {
        sent.close();
        deployment.close();
    }

    @Test
    void shouldDeliverLaterWhatSystemsThatAreAwayCannotTake() throws Exception {
        try (Feeder feeder = new Feeder(sent, PARTITIONS);
                Received received = new Received(deployment.stack().bootstrapServers(), "logs.batches", PARTITIONS)) {
            awaitFurtherObjects();
            long outages = logged("Outage: deliveries are retried");

            List<Server> destinations = deployment.stack().destinations();
            destinations.forEach(Server::kill);
            int delivered = objects();
            await().failFast("a sink has given up", () -> !allRun())
                    .until(() -> logged("Outage: deliveries are retried") >= outages + destinations.size()
                            && received.poll().batches.size() > delivered + MANY);
            assertThat(allRun()).isTrue();
            assertThat(objects()).isEqualTo(delivered);
            destinations.forEach(Server::start);
            destinations.forEach(Server::awaitReady);

            awaitFurtherObjects();
            feeder.stop();
            Delivered.checkExactlyOnce(deployment, sent);
            assertThat(allRun()).isTrue();
        }
    }

    @Test
    void shouldGoOnWhenTheBrokerIsBack() throws Exception {
        try (Feeder feeder = new Feeder(sent, PARTITIONS)) {
            awaitFurtherObjects();
            List<OptionalLong> processes = processes();
            KafkaServer broker = deployment.stack().brokers().get(0);

            broker.kill();
            await().during(Duration.ofSeconds(4)).until(() -> !broker.isAlive());
            broker.start();
            broker.awaitReady();

            awaitFurtherObjects();
            feeder.stop();
            Delivered.checkExactlyOnce(deployment, sent);
            assertThat(processes()).isEqualTo(processes);
            assertThat(allRun()).isTrue();
        }
    }

    /** Three plugins, each in a class loader of its own, and one listener. */
    @Test
    void shouldShowTheMetricsOfAllSinksAndNoOthers() throws Exception {
        Map<String, Set<String>> listed = MetricFamilies.listed(SINK_METRICS);
        await().ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(MetricFamilies.shown(metrics())).isNotEmpty().isEqualTo(listed));

        assertThat(MetricFamilies.values(metrics(), "type")).containsExactlyInAnyOrder("s3", "opensearch", "postgres");
    }

    @Test
    void shouldShowTheMetricsOfStreamAndGatewayAndNoOthers() throws Exception {
        compare(STREAM.http(), HOME.resolve("METRICS.md"));
        compare(GATEWAY.http(), HOME.resolve("streams-app/gateway/METRICS.md"));
    }

    @Test
    void shouldShowWhatKafkaStreamsAndTheBrokersSay() {
        sent.send(MANY, PARTITIONS);

        await().untilAsserted(() -> {
            assertThat(streamShows("millrace_streams_state"))
                    .contains("millrace_streams_state{pipeline=\"logs\",state=\"RUNNING\"} 1.0");
            assertThat(streamShows("millrace_stream_threads_alive"))
                    .isNotEmpty()
                    .noneMatch(line -> line.endsWith(" 0.0") || line.endsWith("NaN"));
            assertThat(streamShows("millrace_consumer_lag_events"))
                    .containsExactly("millrace_consumer_lag_events{pipeline=\"logs\"} 0.0");
            assertThat(streamShows("millrace_commit_age_seconds"))
                    .containsExactly("millrace_commit_age_seconds{pipeline=\"logs\"} 0.0");
            assertThat(streamShows("millrace_group_lag_events_max"))
                    .isNotEmpty()
                    .noneMatch(line -> line.endsWith("NaN"));
            assertThat(streamShows("millrace_partitions_below_minimum"))
                    .containsExactly("millrace_partitions_below_minimum{pipeline=\"logs\"} 0.0");
        });
    }

    private static Set<String> streamShows(String metric) throws IOException, InterruptedException {
        return MetricFamilies.samples(metricsAt(STREAM.http()), metric);
    }

    private static URI metricsAt(int port) {
        return URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    private static void compare(int port, Path list) throws Exception {
        Map<String, Set<String>> listed = MetricFamilies.listed(list);
        Map<String, Set<String>> shown = MetricFamilies.shown(metricsAt(port));

        assertThat(listed).containsAllEntriesOf(shown);
        listed.values().removeIf(tags -> !Collections.disjoint(tags, LATER));
        assertThat(shown).isNotEmpty().containsAllEntriesOf(listed);
    }

    /** One at its start, for want of the right key, and one while it delivers, as its bucket is taken away. */
    @Test
    void shouldShowThatASinkHasFailedForGood() throws Exception {
        Path bucket = Files.createDirectory(deployment.bucket().resolveSibling("doomed"));
        putLike("s3-logs", "doomed", "s3.bucket", "doomed");
        putLike("s3-logs", "denied", "s3.secret.access.key", "guessed");
        try (Feeder feeder = new Feeder(sent, PARTITIONS)) {
            await().until(() -> !ObjectFiles.in(bucket).isEmpty());
            assertThat(MetricFamilies.samples(metrics(), "millrace_sink_task_failed"))
                    .contains("millrace_sink_task_failed{connector=\"doomed\",task=\"0\"} 0.0");

            Files.move(bucket, bucket.resolveSibling("gone"));
            await().until(() -> hasFailed("doomed") && hasFailed("denied"));

            assertThat(problem("doomed")).contains("Delivery failed at logs.batches-", "bucket doomed");
            assertThat(problem("denied")).contains("The bucket millrace", "s3.secret.access.key");
            await().untilAsserted(() -> assertThat(MetricFamilies.samples(metrics(), "millrace_sink_task_failed"))
                    .contains(
                            "millrace_sink_task_failed{connector=\"doomed\",task=\"0\"} 1.0",
                            "millrace_sink_task_failed{connector=\"denied\",task=\"0\"} 1.0",
                            "millrace_sink_task_failed{connector=\"s3-logs\",task=\"0\"} 0.0"));
            assertThat(allRun()).isTrue();
            awaitFurtherObjects();
            feeder.stop();
        } finally {
            connect("DELETE", "doomed");
            connect("DELETE", "denied");
        }
    }

    /** The sink that a batch is for is paused at first, and then its system is away. */
    @Test
    void shouldRedriveABatchToItsSinkWhenNothingElseIsToBeDone() throws Exception {
        sent.send(MANY, PARTITIONS);
        Delivered.checkExactlyOnce(deployment, sent);
        parkABatchOf("postgres-logs");
        connect("PUT", "postgres-logs/pause");
        sent.send(MANY, PARTITIONS);
        Queue<String> said = new ConcurrentLinkedQueue<>();
        CompletableFuture<RedriveReport> idle = CompletableFuture.supplyAsync(() -> redriveWhenIdle(said));

        await().until(() -> said.stream().anyMatch(why -> why.contains("the connector postgres-logs is PAUSED")));
        Server postgres = deployment.stack().destination(Sink.POSTGRES);
        postgres.kill();
        connect("PUT", "postgres-logs/resume");
        await().until(() -> said.contains("Waiting: the connector postgres-logs has not delivered all batches"));
        assertThat(redriven()).isEmpty();
        postgres.start();
        postgres.awaitReady();

        assertThat(idle.get().total()).isEqualTo(1);
        assertThat(redriven()).singleElement().satisfies(one -> assertThat(TopicContent.header(one, DeadLetter.SINK))
                .isEqualTo("postgres-logs"));
        Delivered.checkExactlyOnce(deployment, sent);
    }

    /** As if that sink had refused one that it took. */
    private static void parkABatchOf(String sink) {
        ConsumerRecord<byte[], byte[]> batch = content("logs.batches").get(0);
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>("logs.dlq", 0, batch.key(), batch.value(), batch.headers());
        new DeadLetter(
                        DeadLetterReason.SINK_REJECTED,
                        DeadLetter.SINK_STAGE,
                        "logs",
                        new IllegalStateException("refused"),
                        batch.topic(),
                        batch.partition(),
                        batch.offset(),
                        batch.timestamp(),
                        System.currentTimeMillis(),
                        TopicContent.text(batch.key()),
                        sink)
                .writeTo(letter.headers());
        letter.headers().add(DeadLetter.SINK_TYPE, Sink.POSTGRES.word().getBytes(StandardCharsets.UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", deployment.stack().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Future<RecordMetadata> unused = producer.send(letter);
        }
    }

    private static RedriveReport redriveWhenIdle(Queue<String> said) {
        MillraceConfig config = deployment.config();
        try (ClusterAdmin admin = ClusterAdmin.of(config)) {
            return new Redrive(config, config.pipeline("logs"), admin)
                    .execute(Selection.ALL, new Redrive.Manner(Long.MAX_VALUE, 0, true, false), said::add);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> redriven() {
        return content("logs.redriven");
    }

    private static List<ConsumerRecord<byte[], byte[]>> content(String topic) {
        return TopicContent.of(deployment.stack().bootstrapServers(), topic).all();
    }

    private static void connect(String method, String path) throws IOException, InterruptedException {
        URI connector = deployment.stack().connect().url().resolve("/connectors/" + path);
        int status = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(connector)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(status).as(path).isBetween(200, 299);
    }

    /** A connector like another but for its name and one setting. */
    private static void putLike(String other, String name, String key, String value) {
        Map<String, String> settings =
                new HashMap<>(deployment.sinks().connector(other).orElseThrow().config());
        settings.put("name", name);
        settings.put(key, value);
        new ConnectWorker(deployment.stack().connect().url().toString()).put(name, settings);
    }

    private static boolean hasFailed(String connector) {
        return deployment
                .sinks()
                .connector(connector)
                .filter(found -> found.tasks().equals(List.of("FAILED")))
                .isPresent();
    }

    private static String problem(String connector) {
        return deployment.sinks().connector(connector).orElseThrow().problem();
    }

    private static URI metrics() {
        return deployment.stack().connect().metricsUrl();
    }

    private static int objects() {
        return ObjectFiles.in(deployment.bucket()).size();
    }

    private static void awaitFurtherObjects() {
        int before = objects();
        await().until(() -> objects() > before + MANY);
    }

    private static long logged(String what) throws IOException {
        return Files.readAllLines(deployment.stack().connect().logFile()).stream()
                .filter(line -> line.contains(what))
                .count();
    }

    private static boolean allRun() {
        return deployment.sinks().names().stream()
                .allMatch(
                        name -> deployment.sinks().connector(name).orElseThrow().isRunning());
    }

    private static List<OptionalLong> processes() {
        Server stream = deployment.instances().get(0);
        return List.of(stream.pid(), deployment.stack().connect().pid());
    }
}
