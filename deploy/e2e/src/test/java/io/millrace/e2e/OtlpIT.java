// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.GatewayProcess;
import io.millrace.e2e.kit.TopicContent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenTelemetry's own exporter before a gateway: it loses nothing, and repeats only what it may. */
class OtlpIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "logs.events";

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static GatewayProcess gateway;
    private static HttpServer front;
    /** The statuses that exporters got, in order. */
    private static final Queue<Integer> STATUSES = new ConcurrentLinkedQueue<>();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder);
        cluster.kafka.start();
        cluster.kafka.awaitReady();
        cluster.createTopic(TOPIC, "1048588");
        cluster.createTopic("others.events", "1048588");
        Path clients = folder.resolve("clients.properties");
        Files.writeString(
                clients,
                "shop.token.sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\nshop.pipelines=*\n"
                        + "busy.token.sha256=c9bc072f4fa8189466c2a8f2c36a56a4ef1e60a2ffa4986ba2f155cd176c128b\n"
                        + "busy.pipelines=logs\nbusy.events.per.second=5\n");
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "pipelines", "logs,others",
                "pipelines.logs.format", "JSON",
                "pipelines.others.format", "JSON",
                "pipelines.logs.batch.max.bytes", "20000",
                "gateway.otlp.logs", "logs",
                "gateway.clients.file", clients.toString(),
                "kafka.gateway.producer.delivery.timeout.ms", "5000",
                "kafka.gateway.producer.request.timeout.ms", "3000",
                "kafka.gateway.producer.linger.ms", "0"));
        settings.put("gateway.request.max.bytes", "1000000");
        gateway = new GatewayProcess(cluster.site, "gateway", settings);
        gateway.start();
        gateway.awaitReady();
        front = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        front.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                HttpRequest.Builder request = HttpRequest.newBuilder(
                                URI.create(gateway.address() + exchange.getRequestURI()))
                        .POST(BodyPublishers.ofByteArray(body));
                for (String name : List.of("Content-Type", "Content-Encoding", "Authorization")) {
                    String value = exchange.getRequestHeaders().getFirst(name);
                    if (value != null) {
                        request.header(name, value);
                    }
                }
                HttpResponse<byte[]> response = send(request.build());
                STATUSES.add(response.statusCode());
                for (String name : List.of("Content-Type", "Retry-After")) {
                    response.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders()
                            .set(name, value));
                }
                exchange.sendResponseHeaders(
                        response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
                exchange.getResponseBody().write(response.body());
            }
        });
        front.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cluster.close();
        front.stop(0);
    }

    @Test
    void shouldLoseNoLogOfARealExporterAndLetItRepeatOnlyWhatItMay() throws Exception {
        for (String compression : List.of("none", "gzip")) {
            assertThat(export(
                                    "test",
                                    compression,
                                    List.of(log("full-" + compression, 1), log("full-" + compression, 2)))
                            .isSuccess())
                    .isTrue();
        }
        assertThat(statuses()).containsExactly(200, 200);

        CompletableResultCode partial =
                export("test", "gzip", List.of(log("partial", 1), log("x".repeat(30_000), 0), log("partial", 2)));
        assertThat(partial.isDone()).isTrue();
        assertThat(statuses()).as("partial success is never repeated").containsExactly(200);

        CompletableResultCode tooLarge = export("test", "none", List.of(log("y".repeat(1_100_000), 0)));
        assertThat(tooLarge.isSuccess()).isFalse();
        assertThat(export("nobody", "none", List.of(log("refused", 1))).isSuccess())
                .isFalse();
        assertThat(statuses()).as("never repeated").containsExactly(413, 401);

        List<LogRecordData> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(log("quota", i));
        }
        assertThat(export("busy", "gzip", many).isSuccess()).isTrue();
        exportUntilTaken("busy", List.of(log("quota", 30)));
        List<Integer> quota = statuses();
        assertThat(quota.subList(0, 2)).containsExactly(200, 429);
        assertThat(quota).endsWith(200);

        cluster.kafka.kill();
        List<LogRecordData> outage = List.of(log("outage", 1), log("outage", 2));
        CompletableResultCode first = exporter("test", "gzip").export(outage);
        await().atMost(Duration.ofMinutes(1)).until(() -> STATUSES.contains(503));
        cluster.kafka.start();
        cluster.kafka.awaitReady();
        if (!first.join(2, TimeUnit.MINUTES).isSuccess()) {
            exportUntilTaken("test", outage);
        }
        assertThat(statuses()).startsWith(503).endsWith(200).containsOnly(503, 200);
        assertThat(Files.readString(gateway.logFile())).contains("Events were not acknowledged");

        check(Map.of("full-none", 2, "full-gzip", 2, "partial", 2, "quota", 31, "outage", 2));
    }

    /** Every log is there, and what is there twice has the name of one request, so that a pipeline can drop it. */
    private static void check(Map<String, Integer> expected) throws IOException {
        Map<String, Set<Integer>> seen = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> one :
                TopicContent.of(cluster.bootstrapServers(), TOPIC).all()) {
            JsonNode event = JSON.readTree(one.value());
            String body = event.path("body").asText();
            int number = event.path("attributes").path("number").intValue();
            if (!expected.containsKey(body)) {
                continue;
            }
            seen.computeIfAbsent(body, name -> new HashSet<>()).add(number);
            String name = TopicContent.header(one, "millrace.request.key")
                    + '/'
                    + TopicContent.header(one, "millrace.request.index")
                    + '/'
                    + one.partition();
            assertThat(name).startsWith("sha-256:");
            assertThat(names.merge(body + number, name, (before, now) -> now)).isEqualTo(name);
            assertThat(event.path("service").asText()).isEqualTo("shop");
            assertThat(event.path("severityNumber").intValue()).isEqualTo(17);
            assertThat(event.path("scope").path("name").asText()).isEqualTo("checkout");
            assertThat(event.path("timestamp").longValue()).isEqualTo(1_700_000_000_123L + number);
        }
        expected.forEach((body, count) -> assertThat(seen.get(body)).as(body).hasSize(count));
    }

    @Test
    void shouldAnswerInTheEncodingOfTheRequestOnlyWhereLogsAreTaken() throws Exception {
        String one = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"z\"}},"
                + "{\"body\":{\"stringValue\":\"" + "z".repeat(30_000) + "\"}}]}]}]}";
        HttpResponse<byte[]> partial = post("/v1/pipelines/logs/v1/logs", "application/json; charset=utf-8", one);
        assertThat(partial.statusCode()).isEqualTo(200);
        assertThat(text(partial))
                .startsWith("{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"1 of 2 log records")
                .contains("TOO_LARGE");

        assertThat(text(post("/v1/logs", "application/json", "{}"))).isEqualTo("{}");
        assertThat(post("/v1/logs", "application/x-protobuf", "").body()).isEmpty();
        HttpResponse<byte[]> notJson = post("/v1/logs", "application/json", "secret");
        assertThat(notJson.statusCode()).isEqualTo(400);
        assertThat(text(notJson)).startsWith("{\"message\":\"no-frame: ").doesNotContain("secret");
        HttpResponse<byte[]> notProtobuf = post("/v1/logs", "application/x-protobuf", "secret");
        assertThat(notProtobuf.statusCode()).isEqualTo(400);
        assertThat(notProtobuf.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
        assertThat(notProtobuf.body()[0]).as("field 2, which is the message").isEqualTo((byte) 18);
        assertThat(post("/v1/logs", "text/plain", "x").statusCode()).isEqualTo(415);
        assertThat(post("/v1/pipelines/others/v1/logs", "application/json", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/v1/traces", "application/json", "{}").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<byte[]> post(String path, String type, String body) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .header("Content-Type", type)
                .header("Authorization", "Bearer test")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static List<Integer> statuses() {
        List<Integer> all = new ArrayList<>(STATUSES);
        STATUSES.clear();
        return all;
    }

    private static CompletableResultCode export(String token, String compression, List<LogRecordData> logs) {
        return exporter(token, compression).export(logs).join(2, TimeUnit.MINUTES);
    }

    /** An exporter gives up after five attempts, at times of its own; whoever still has the logs exports them again. */
    private static void exportUntilTaken(String token, List<LogRecordData> logs) {
        await().atMost(Duration.ofMinutes(3))
                .until(() -> export(token, "gzip", logs).isSuccess());
    }

    private static OtlpHttpLogRecordExporter exporter(String token, String compression) {
        OtlpHttpLogRecordExporterBuilder builder = OtlpHttpLogRecordExporter.builder()
                .setEndpoint("http://127.0.0.1:" + front.getAddress().getPort() + "/v1/logs")
                .setTimeout(Duration.ofMinutes(2))
                .setCompression(compression)
                .addHeader("Authorization", "Bearer " + token)
                .setRetryPolicy(RetryPolicy.builder()
                        .setMaxAttempts(5)
                        .setInitialBackoff(Duration.ofSeconds(2))
                        .setMaxBackoff(Duration.ofSeconds(20))
                        .setBackoffMultiplier(3)
                        .build());
        return builder.build();
    }

    /** As an application would make it. */
    private static LogRecordData log(String body, int number) {
        List<LogRecordData> made = new ArrayList<>();
        LogRecordExporter collector = new LogRecordExporter() {
            @Override
            public CompletableResultCode export(Collection<LogRecordData> logs) {
                made.addAll(logs);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
        try (SdkLoggerProvider provider = SdkLoggerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "shop")))
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(collector))
                .build()) {
            provider.get("checkout")
                    .logRecordBuilder()
                    .setBody(body)
                    .setSeverity(Severity.ERROR)
                    .setTimestamp(1_700_000_000_123L + number, TimeUnit.MILLISECONDS)
                    .setAttribute(AttributeKey.longKey("number"), (long) number)
                    .emit();
        }
        return made.get(0);
    }
}
