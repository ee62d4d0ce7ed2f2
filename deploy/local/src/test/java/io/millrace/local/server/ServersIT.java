// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.sinks.Sink;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Server;
import io.millrace.local.process.ServerHome;
import io.millrace.local.process.Site;
import io.millrace.operations.connect.ConnectWorker;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.file.FileStreamSinkConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The whole stack, started once: the servers do what Millrace asks of them, take their data up again, and go when they are told. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServersIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ONE_FIELD = "{\"name\":\"a\",\"type\":\"int\"}";
    private static final String TWO_FIELDS = ONE_FIELD + ",{\"name\":\"b\",\"type\":\"int\"}";

    @TempDir
    static Path folder;

    private static LocalStack stack;

    @BeforeAll
    static void start() throws URISyntaxException {
        Site site = new Site(folder, Lifetime.ATTACHED);
        stack = new LocalStack(site, StackPorts.free(1), Set.of(Sink.S3), List.of(fileSink()), Duration.ofSeconds(1));
        stack.start();
    }

    /** A plugin folder of the tests: Kafka's own example, which writes what it is sent to any file. */
    private static Path fileSink() throws URISyntaxException {
        return Path.of(FileStreamSinkConnector.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    @Order(1)
    void shouldKeepARecordOverACrashOfTheBroker() throws Exception {
        // Given
        createTopic("kept");
        send("kept", "first");

        // When
        stack.brokers().get(0).kill();
        stack.start();

        // Then
        assertThat(firstRecord("kept")).isEqualTo("first");
    }

    @Test
    @Order(1)
    void shouldRefuseAnIncompatibleSchemaAndKnowTheOldOneAfterACrashOfTheRegistry() throws Exception {
        // Given
        HttpResponse<String> registered = register(ONE_FIELD);
        assertThat(registered.statusCode()).isEqualTo(200);

        // When
        stack.registry().kill();
        stack.start();

        // Then
        assertThat(register(ONE_FIELD).body()).isEqualTo(registered.body());
        assertThat(register(TWO_FIELDS).statusCode()).isEqualTo(409);
    }

    @Test
    @Order(1)
    void shouldKeepObjectsAsFiles() {
        // Given
        try (S3Client s3 = s3(S3Server.SECRET_KEY)) {

            // When
            s3.putObject(b -> b.bucket(S3Server.BUCKET).key("clicks/0.json"), RequestBody.fromString("{}"));

            // Then
            assertThat(s3.getObjectAsBytes(b -> b.bucket(S3Server.BUCKET).key("clicks/0.json"))
                            .asUtf8String())
                    .isEqualTo("{}");
            assertThat(stack.s3().objects().resolve("millrace/clicks/0.json")).hasContent("{}");
        }
    }

    @Test
    @Order(1)
    void shouldRefuseASecondWriterOfTheSameObject() {
        // Given
        try (S3Client s3 = s3(S3Server.SECRET_KEY)) {
            // Without a condition: the client may have missed the answer, and then it asks again.
            s3.putObject(b -> b.bucket(S3Server.BUCKET).key("once"), RequestBody.fromString("1"));

            // When, Then
            // The server answers before it has read the body: a client that still writes it may miss the answer.
            await().untilAsserted(() -> assertThatThrownBy(() -> s3.putObject(
                            b -> b.bucket(S3Server.BUCKET).key("once").ifNoneMatch("*"), RequestBody.fromString("2")))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412)));
            assertThat(s3.getObjectAsBytes(b -> b.bucket(S3Server.BUCKET).key("once"))
                            .asUtf8String())
                    .isEqualTo("1");
        }
    }

    @Test
    @Order(1)
    void shouldRefuseAWrongSecret() {
        // Given
        try (S3Client s3 = s3("wrong")) {

            // When
            assertThatThrownBy(() -> s3.headBucket(b -> b.bucket(S3Server.BUCKET)))
                    // Then
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    /** It is no part of the stack, which starts what its connectors need. */
    @Test
    @Order(1)
    void shouldKeepDocumentsOverACrashOfOpenSearch() throws Exception {
        // Given
        try (OpenSearchServer server = new OpenSearchServer(new Site(folder, Lifetime.ATTACHED), Ports.free())) {
            server.start();
            server.awaitReady();
            Rest rest = new Rest(server.url());
            assertThat(rest.put("/kept/_doc/1", "{\"a\":1}").statusCode()).isEqualTo(201);

            // When
            server.kill();
            server.start();
            server.awaitReady();

            // Then
            assertThat(rest.get("/kept/_doc/1").body()).contains("\"_source\":{\"a\":1}");
        }
    }

    private static ConnectWorker worker() {
        return new ConnectWorker(stack.connect().url().toString());
    }

    @Test
    @Order(1)
    void shouldSayWhyAConnectorIsRefused() {
        // When
        assertThatThrownBy(() -> worker().put("none", Map.of("connector.class", "NoSuchSink")))
                // Then
                .hasMessageContaining("none")
                .hasMessageContaining("NoSuchSink");
        assertThat(worker().connector("none")).isEmpty();
    }

    /** Whoever may use this machine may tell the worker to run any connector it has, as the user who started it. */
    @Test
    @Order(1)
    void shouldBringNoConnectorThatWritesFiles() throws IOException {
        try (Stream<Path> jars =
                Files.list(Path.of(ServerHome.classPath("kafka").split("\\*", -1)[0]))) {
            assertThat(jars)
                    .anyMatch(jar -> jar.getFileName().toString().startsWith("connect-runtime"))
                    .noneMatch(jar -> jar.getFileName().toString().startsWith("connect-file"));
        }
    }

    @Test
    @Order(1)
    void shouldResumeAConnectorSoonAfterACrashOfTheWorker() throws Exception {
        // Given
        Path file = folder.resolve("delivered.txt");
        createTopic("delivered");
        send("delivered", "before");
        Map<String, String> config = Map.of(
                "connector.class",
                FileStreamSinkConnector.class.getName(),
                "value.converter",
                "org.apache.kafka.connect.storage.StringConverter",
                "topics",
                "delivered",
                "file",
                file.toString());
        worker().put("file", config);
        worker().put("file", config);
        await().untilAsserted(() -> assertThat(file).content().contains("before"));
        assertThat(worker().connector("file"))
                .hasValueSatisfying(status -> assertThat(status.isRunning()).isTrue());

        // When
        stack.connect().kill();
        send("delivered", "after");
        stack.start();

        // Then
        await().untilAsserted(() -> assertThat(file).content().contains("after"));
    }

    /** It runs beside a JVM, not in it: a crash of the one must not leave the other. */
    @Test
    @Order(1)
    void shouldKeepARowOverACrashAndLeaveNoPostgresBehind() throws Exception {
        final long killed;
        final long stopped;
        try (PostgresServer postgres =
                new PostgresServer(new Site(folder.resolve("database"), Lifetime.ATTACHED), Ports.free())) {
            // Given
            postgres.start();
            postgres.awaitReady();
            killed = postmaster();
            execute(postgres, "CREATE TABLE kept AS SELECT 'first' AS name");

            // When
            postgres.kill();
            postgres.start();
            postgres.awaitReady();

            // Then
            assertThat(execute(postgres, "SELECT name FROM kept")).isEqualTo("first");
            stopped = postmaster();
        }
        await().untilAsserted(() -> assertThat(List.of(killed, stopped))
                .noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
    }

    /** Returns the first value of the first row, if there is one. */
    private static String execute(PostgresServer postgres, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) && statement.getResultSet().next()
                    ? statement.getResultSet().getString(1)
                    : null;
        }
    }

    private static long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("database/data/postgres/cluster/postmaster.pid"))
                .get(0));
    }

    @Test
    @Order(2)
    void shouldLeaveNoProcessBehind() {
        // Given
        List<Long> pids = stack.servers().stream()
                .map(server -> server.pid().orElseThrow())
                .toList();

        // When
        stack.close();

        // Then
        assertThat(stack.servers()).noneMatch(Server::isAlive);
        await().untilAsserted(() ->
                assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
        assertThat(folder.resolve("run")).isDirectoryNotContaining("glob:**.pid");
    }

    private static void createTopic(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void send(String topic, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static String firstRecord(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return await()
                    .until(() -> consumer.poll(Duration.ofMillis(100)), records -> !records.isEmpty())
                    .records(partition)
                    .stream()
                    .map(ConsumerRecord::value)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static HttpResponse<String> register(String fields) throws Exception {
        String schema = "{\"type\":\"record\",\"name\":\"Event\",\"fields\":[" + fields + "]}";
        String body = new ObjectMapper().writeValueAsString(Map.of("schema", schema));
        URI versions = URI.create(stack.registry().url() + "/subjects/events-value/versions");
        return HTTP.send(
                HttpRequest.newBuilder(versions)
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(BodyPublishers.ofString(body, UTF_8))
                        .build(),
                BodyHandlers.ofString());
    }

    private static S3Client s3(String secret) {
        return S3Client.builder()
                .endpointOverride(stack.s3().endpoint())
                .forcePathStyle(true)
                .region(Region.of(S3Server.REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.ACCESS_KEY, secret)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
