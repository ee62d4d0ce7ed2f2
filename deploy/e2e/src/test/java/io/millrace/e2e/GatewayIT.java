// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.millrace.e2e.kit.Answer;
import io.millrace.e2e.kit.ClientsFiles;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.RawRequests;
import io.millrace.e2e.kit.TopicContent;
import io.millrace.schemas.WireFormat;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a request may be and every answer it may get, on a real broker; and clients that mean no good. */
class GatewayIT {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final String WIRE_FORMAT = "application/vnd.confluent.avro";
    private static final String SECRET = "tok-3n-of-the-shop";
    private static final String PAYLOAD = "what-nobody-may-see";
    private static final int MANY = 400;

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static GatewayProcess gateway;
    private static Path clients;
    private static int schemaId;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder);
        cluster.start();
        cluster.createTopic("logs.events", "1048588");
        cluster.createTopic("orders.events", "1048588");
        cluster.createTopic("logs.others", "1048588");
        schemaId = new CachedSchemaRegistryClient(cluster.registry.url().toString(), 10)
                .register(
                        "orders.events-value",
                        new AvroSchema(SchemaBuilder.record("Order")
                                .fields()
                                .requiredLong("id")
                                .optionalString("note")
                                .endRecord()));
        clients = folder.resolve("clients.properties");
        allow("shop.token.sha256=" + ClientsFiles.sha256(SECRET), "shop.pipelines=logs,orders");
        gateway = new GatewayProcess(cluster.site, "gateway", settings());
        gateway.start();
        gateway.awaitReady();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "schema.registry.url", cluster.registry.url().toString(),
                "pipelines", "logs,orders,others",
                "pipelines.logs.format", "JSON",
                "pipelines.others.format", "JSON",
                "pipelines.others.source.topic", "logs.others",
                "pipelines.logs.batch.max.bytes", "50000",
                "gateway.clients.file", clients.toString()));
        settings.putAll(Map.of(
                "gateway.key.fields", "logs:user",
                "gateway.request.max.bytes", "1000000",
                "gateway.request.max.items", "1000",
                "gateway.drain.delay.ms", "100"));
        return settings;
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        assertThat(Files.readString(gateway.logFile()))
                .contains("Started")
                .doesNotContain(SECRET, ClientsFiles.sha256(SECRET), PAYLOAD);
        cluster.close();
    }

    @Test
    void shouldPutEachKindOfBodyIntoTheTopicAsItCame() throws IOException {
        Answer lines = post(NDJSON, "{\"user\":\"u1\",\"a\":1}\n\nnot json\r\n", "Millrace-Timestamp", "1700000000000");
        Answer array = post(JSON, " [ {\"a\": [1,\"]\"]} , 2 ]", "Idempotency-Key", "\"k-1\"", "Millrace-Key", "all");
        Answer repeated = post(JSON, "[1,2]", "Idempotency-Key", "k-2");
        Answer again = post(JSON, "[1,2]", "Idempotency-Key", "k-2");
        Answer structured = post("application/cloudevents+json; charset=UTF-8", "{\"specversion\":\"1.0\"}");
        Answer batch = post("application/cloudevents-batch+json", "[{\"id\":\"1\"},{\"id\":\"2\"}]");
        Answer binary = post(
                "text/plain",
                "whatever",
                "ce-specversion",
                "1.0",
                "ce-id",
                "7",
                "ce-type",
                "t",
                "ce-source",
                "/%C3%A9%20x");

        TopicContent topic = TopicContent.of(cluster.bootstrapServers(), "logs.events");
        assertThat(values(lines, topic)).containsExactly("{\"user\":\"u1\",\"a\":1}", "not json");
        assertThat(lines.in(topic)).extracting(ConsumerRecord::timestamp).containsOnly(1700000000000L);
        assertThat(lines.in(topic))
                .extracting(one -> TopicContent.text(one.key()))
                .containsExactly("u1", null);
        assertThat(values(array, topic)).containsExactly("{\"a\": [1,\"]\"]}", "2");
        assertThat(array.in(topic))
                .extracting(one -> TopicContent.text(one.key()))
                .containsOnly("all");
        assertThat(headers(array, topic, "millrace.request.key")).containsOnly("k-1");
        assertThat(headers(array, topic, "millrace.request.index")).containsExactly("0", "1");
        assertThat(Stream.of(repeated, again).flatMap(one -> one.in(topic).stream()))
                .extracting(ConsumerRecord::partition)
                .as("where repetitions are seen")
                .containsOnly(repeated.in(topic).get(0).partition())
                .hasSize(4);
        assertThat(values(structured, topic)).containsExactly("{\"specversion\":\"1.0\"}");
        assertThat(headers(batch, topic, "content-type")).containsOnly("application/cloudevents+json");
        assertThat(values(batch, topic)).containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}");
        assertThat(values(binary, topic)).containsExactly("whatever");
        assertThat(headers(binary, topic, "ce_source")).containsExactly("/é x");
        assertThat(headers(binary, topic, "content-type")).containsExactly("text/plain");
    }

    @Test
    void shouldNameEachEventThatIsRefusedForWhatItIs() throws IOException {
        Answer large = post(NDJSON, "1\n" + "x".repeat(60_000) + "\n2");

        assertThat(large.status()).isEqualTo(200);
        assertThat(large.body().path("accepted").intValue()).isEqualTo(2);
        assertThat(large.body().path("rejected")).hasToString("[{\"index\":1,\"reason\":\"TOO_LARGE\"}]");
        assertThat(values(large, TopicContent.of(cluster.bootstrapServers(), "logs.events")))
                .containsExactly("1", null, "2");
    }

    @Test
    void shouldEncodeJsonForAPipelineOfAvroEvents() throws IOException {
        Answer json =
                post("orders", JSON, bytes("[{\"id\":3},{\"id\":\"" + PAYLOAD + "\"},{\"id\":4,\"note\":\"n\"}]"));
        byte[] framed = WireFormat.frame(schemaId, new byte[] {6, 0});
        Answer asItCame = post("orders", WIRE_FORMAT, framed);

        TopicContent topic = TopicContent.of(cluster.bootstrapServers(), "orders.events");
        assertThat(json.in(topic).get(0).value()).isEqualTo(framed);
        assertThat(json.body().path("rejected").toString())
                .contains("\"index\":1", "MALFORMED", "field id: JSON string where the schema has long")
                .doesNotContain(PAYLOAD);
        assertThat(json.in(topic).get(2).value()).startsWith(0);
        assertThat(asItCame.in(topic).get(0).value()).isEqualTo(framed);
        assertThat(post("logs", WIRE_FORMAT, framed).status()).isEqualTo(415);
    }

    @Test
    void shouldSayOfEachOtherRequestWhatIsWrongWithIt() throws IOException {
        assertThat(problem(415, post("text/plain", "x"))).isEqualTo("unsupported-type");
        assertThat(problem(415, post("application/json; charset=latin1", "1"))).isEqualTo("unsupported-type");
        assertThat(problem(415, post(JSON, "1", "Content-Encoding", "gzip, gzip")))
                .isEqualTo("unsupported-encoding");
        assertThat(problem(415, post(JSON, "1", "Content-Encoding", "br"))).isEqualTo("unsupported-encoding");
        assertThat(problem(400, post(JSON, " "))).isEqualTo("no-frame");
        assertThat(problem(400, post(JSON, "[1,]"))).isEqualTo("no-frame");
        assertThat(problem(400, post(JSON, "not gzip", "Content-Encoding", "gzip")))
                .isEqualTo("no-frame");
        assertThat(problem(400, post(JSON, "1", "Millrace-Timestamp", "99999999999999")))
                .isEqualTo("bad-header");
        assertThat(problem(400, post(JSON, "1", "Idempotency-Key", "\"\""))).isEqualTo("bad-header");
        assertThat(problem(400, post("text/plain", "x", "ce-specversion", "1.0")))
                .isEqualTo("bad-header");
        assertThat(problem(413, post(NDJSON, "1\n".repeat(1_001)))).isEqualTo("too-many-events");
        assertThat(problem(413, post(JSON, "x".repeat(1_000_001)))).isEqualTo("body-too-large");
        assertThat(problem(404, post("nobodys", JSON, bytes("1")))).isEqualTo("unknown-pipeline");
        assertThat(problem(403, post("others", JSON, bytes("1")))).isEqualTo("forbidden");
        assertThat(problem(401, Answer.of(gateway.post("logs", JSON, bytes("1")))))
                .isEqualTo("unauthenticated");
        assertThat(problem(401, Answer.of(gateway.post("logs", JSON, bytes("1"), "Authorization", "Bearer x"))))
                .isEqualTo("unauthenticated");
        assertThat(post(JSON, "1", "Idempotency-Key", "k-3").status()).isEqualTo(200);
        assertThat(problem(422, post(JSON, "2", "Idempotency-Key", "k-3"))).isEqualTo("key-reused");
        assertThat(raw("POST /v1/pipelines/logs/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("POST /v1/pipelines/logs/events HTTP/1.1\r\nHost: x\r\nx: " + "y".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void shouldServeOthersWhileBodiesAreMeantToHurt() throws Exception {
        byte[] zeros = new byte[30_000_000];
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                Socket socket = new Socket("127.0.0.1", gateway.port);
                slow.add(socket);
                RawRequests.send(
                        socket,
                        "POST /v1/pipelines/logs/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + SECRET + "\r\nContent-Length: 900000\r\n\r\n[");
            }
            assertThat(problem(413, post("logs", JSON, RawRequests.gzip(zeros), "Content-Encoding", "gzip")))
                    .isEqualTo("expands-too-much");
            assertThat(problem(413, post("logs", JSON, Zstd.compress(zeros), "Content-Encoding", "zstd")))
                    .isEqualTo("expands-too-much");
            assertThat(post("logs", NDJSON, RawRequests.gzip(bytes("1\n2")), "Content-Encoding", "gzip")
                            .status())
                    .isEqualTo(200);
            assertThat(post("logs", NDJSON, Zstd.compress(bytes("1\n2")), "Content-Encoding", "zstd")
                            .status())
                    .isEqualTo(200);
            for (Socket socket : slow) {
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 408")
                        .contains("Connection: close", "urn:millrace:problem:too-slow");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(gateway.get("/metrics").body())
                .contains("millrace_gateway_requests_total{pipeline=\"logs\",status=\"408\"} " + MANY + ".0")
                .contains("millrace_gateway_inflight_bytes{pipeline=\"logs\"} 0.0");
    }

    /** Many clients send the head of a request and its body apart, and learn of the refusal before they have sent the body. */
    @Test
    void shouldKeepTheConnectionOfASmallRequestThatIsRefusedBeforeItsBodyHasCome() throws Exception {
        String head = "Host: x\r\nAuthorization: Bearer " + SECRET + "\r\nContent-Length: ";
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            RawRequests.send(
                    socket,
                    "POST /v1/pipelines/logs/events HTTP/1.1\r\nContent-Type: no/events\r\n" + head + "5\r\n\r\n");
            assertThat(RawRequests.answer(socket)).startsWith("HTTP/1.1 415").doesNotContain("Connection: close");
            RawRequests.send(
                    socket,
                    "[1,2]POST /v1/pipelines/logs/events HTTP/1.1\r\nContent-Type: " + JSON + "\r\n" + head
                            + "5\r\n\r\n[3,4]");
            assertThat(RawRequests.answer(socket)).startsWith("HTTP/1.1 200").contains("\"accepted\":2");
        }
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            RawRequests.send(
                    socket,
                    "POST /v1/pipelines/logs/events HTTP/1.1\r\nContent-Type: no/events\r\n" + head + "900000\r\n\r\n");
            assertThat(RawRequests.answer(socket)).startsWith("HTTP/1.1 415").contains("Connection: close");
        }
    }

    /** A server that closes a connection with bytes in it makes TCP take back the answer that the client has not read yet. */
    @Test
    void shouldLetAClientReadItsAnswerAfterALargeBodyThatNobodyWanted() throws Exception {
        byte[] body = "x".repeat(4_000_000).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            RawRequests.send(
                    socket,
                    "POST /v1/pipelines/nobodys/events HTTP/1.1\r\nHost: x\r\nContent-Type: " + JSON
                            + "\r\nAuthorization: Bearer " + SECRET + "\r\nContent-Length: " + body.length
                            + "\r\n\r\n");
            socket.getOutputStream().write(body, 0, body.length / 2);
            await().until(() -> socket.getInputStream().available() > 0);
            socket.getOutputStream().write(body, body.length / 2, body.length / 2);
            assertThat(RawRequests.answer(socket)).startsWith("HTTP/1.1 404").contains("Connection: close");
        }
    }

    @Test
    void shouldFollowTheClientsFileAndHoldEachClientToItsQuota() throws Exception {
        allow(
                "shop.token.sha256=" + ClientsFiles.sha256(SECRET),
                "shop.pipelines=logs,orders",
                "busy.token.sha256=" + ClientsFiles.sha256("busy"),
                "busy.pipelines=logs",
                "busy.events.per.second=10");
        await().until(() -> asBusy("1").status() == 200);

        Answer charged = asBusy("1\n".repeat(100));
        Answer refused = asBusy("1");

        assertThat(charged.status())
                .as("what is over the quota is charged, not cut off")
                .isEqualTo(200);
        assertThat(problem(429, refused)).isEqualTo("quota-exceeded");
        assertThat(Integer.parseInt(refused.retryAfter())).isBetween(8, 10);
        assertThat(post(JSON, "1").status()).as("of another client").isEqualTo(200);

        allow("shop.token.sha256=" + ClientsFiles.sha256(SECRET), "shop.pipelines=logs,orders");
        await().until(() -> asBusy("1").status() == 401);
        allow("shop.token.sha256=" + SECRET, "shop.pipelines=*");
        await().until(() -> Files.readString(gateway.logFile()).contains("The clients file cannot be used"));
        assertThat(post(JSON, "1").status()).as("the last usable one stays").isEqualTo(200);
    }

    private static Answer asBusy(String body) throws IOException {
        return Answer.of(gateway.post("logs", NDJSON, bytes(body), "Authorization", "Bearer busy"));
    }

    private static Answer post(String contentType, String body, String... headers) throws IOException {
        return post("logs", contentType, bytes(body), headers);
    }

    private static Answer post(String pipeline, String contentType, byte[] body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + SECRET));
        return Answer.of(gateway.post(pipeline, contentType, body, all.toArray(String[]::new)));
    }

    private static String problem(int status, Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.body().path("status").intValue()).isEqualTo(status);
        return answer.problem();
    }

    private static List<String> values(Answer answer, TopicContent topic) {
        List<String> values = new ArrayList<>();
        answer.in(topic).forEach(one -> values.add(one == null ? null : TopicContent.text(one.value())));
        return values;
    }

    private static List<String> headers(Answer answer, TopicContent topic, String name) {
        return answer.in(topic).stream()
                .map(one -> TopicContent.header(one, name))
                .toList();
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            RawRequests.send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void allow(String... lines) throws IOException {
        ClientsFiles.replace(clients, List.of(lines));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
