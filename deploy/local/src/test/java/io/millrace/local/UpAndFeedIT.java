// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.process.Ports;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pipeline of one's own on the standing stack, from the lines of a file to the objects of their hours. */
class UpAndFeedIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES = 1_000;
    private static final long STEP_MS = 40_000;
    private static final DateTimeFormatter FOLDERS =
            DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd/'hr='HH").withZone(ZoneOffset.UTC);

    private final int gatewayPort = Ports.free();
    private final int gatewayAdminPort = Ports.free();

    @RegisterExtension
    final Cli millrace = new Cli();

    @Test
    void shouldBringTheLinesOfAFileIntoTheFoldersOfTheirHours() throws Exception {
        // Given
        String up = millrace.succeed("up", upOptions());
        assertThat(up).contains("Send      curl http://127.0.0.1:" + gatewayPort);
        assertThat(millrace.succeed("verify")).contains("Conserved");

        // When
        String gateway = "http://127.0.0.1:" + gatewayPort;
        assertThat(millrace.succeed("feed", file().toString(), "--pipeline", "access", "--gateway", gateway))
                .contains(LINES + " events sent to " + gateway + "/v1/pipelines/access/events");

        // Then
        Path file = millrace.folder().resolve("report.json");
        millrace.succeed("verify", "--wait", "60s", "--report", file.toString());
        JsonNode access = JSON.readTree(file.toFile()).at("/pipeline/access");
        assertThat(access.get("produced").asLong()).isEqualTo(LINES);
        assertThat(access.get("delivered").asLong()).isEqualTo(LINES);
        assertEachLineInTheFolderOfItsHour();
        assertTopologyFitsAndNothingWouldBeLost();
        assertTheSinkTakesABatchOnceMore();
        assertThat(millrace.succeed("status")).contains("kafka", "s3-access", "stream-0", "gateway-0", "running");
        assertACommandLineThatWasPrintedSendsAnEvent(up);
        assertAProfileReachesTheGateway();
        assertThat(millrace.succeed("up")).contains("It is already running.");

        // When
        millrace.succeed("down", "--delete");

        // Then
        millrace.awaitNothingRuns();
        assertThat(millrace.traces().resolve("up")).doesNotExist();
        assertThat(millrace.succeed("status")).contains("Nothing is up");
    }

    private void assertACommandLineThatWasPrintedSendsAnEvent(String up) throws Exception {
        String line = up.lines()
                .filter(one -> one.startsWith("Send "))
                .map(one -> one.substring("Send ".length()).strip())
                .findFirst()
                .orElseThrow();
        Process curl = new ProcessBuilder("bash", "-c", line).start();
        assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("\"accepted\":1");
    }

    private void assertAProfileReachesTheGateway() throws Exception {
        assertThat(millrace.succeed("profiles", "switch", "latency"))
                .contains("127.0.0.1:" + gatewayAdminPort + " switched from ", "latency is in effect");
    }

    private void assertTopologyFitsAndNothingWouldBeLost() throws Exception {
        Path settings = millrace.traces().resolve("up").resolve("millrace.properties");
        assertThat(millrace.succeed("stream", "--check", "--config", settings.toString()))
                .isEqualToIgnoringWhitespace("access: compatible");

        Cli.Result reset = millrace.run("reset", "--to", "committed", "--json");

        assertThat(reset.exitCode()).as("it is running: " + reset.output()).isEqualTo(1);
        JsonNode access = JSON.readTree(reset.output()).at("/pipelines/0");
        assertThat(access.get("members")).isNotEmpty();
        assertThat(access.get("offsets")).isNotEmpty().allSatisfy(offset -> {
            assertThat(offset.get("againAtMost").asLong()).isZero();
            assertThat(offset.get("lostAtMost").asLong()).isZero();
        });
    }

    /** As if it had refused one, which has no object then. */
    private void assertTheSinkTakesABatchOnceMore() throws Exception {
        Properties settings = new Properties();
        try (Reader file =
                Files.newBufferedReader(millrace.traces().resolve("up").resolve("millrace.properties"))) {
            settings.load(file);
        }
        String servers = settings.getProperty("bootstrap.servers");
        ConsumerRecord<byte[], byte[]> batch = firstBatch(servers);
        String id = new String(batch.key(), StandardCharsets.UTF_8);
        Path object = ObjectFiles.in(millrace.traces()).stream()
                .filter(path -> path.getFileName().toString().startsWith(id))
                .findFirst()
                .orElseThrow();
        byte[] content = Files.readAllBytes(object);
        Files.delete(object);
        park(servers, batch, id);
        assertThat(millrace.succeed("verify")).contains("Conserved");
        assertThat(JSON.readTree(millrace.succeed("dlq", "list", "--json"))
                        .at("/groups/0/sink")
                        .asText())
                .isEqualTo("s3-access");

        String sent = millrace.succeed("dlq", "redrive", "access", "--sink", "s3-access", "--execute");

        assertThat(sent).contains("access: sent 1", "to access.redriven, to sink s3-access: 1", "Done.");
        millrace.succeed("verify", "--wait", "60s");
        assertThat(Files.readAllBytes(object)).isEqualTo(content);
        assertThat(millrace.succeed("dlq", "redrive", "access", "--execute")).contains("access: sent 0", "1 sent back");
    }

    private static ConsumerRecord<byte[], byte[]> firstBatch(String servers) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor("access.batches").stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList());
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofSeconds(1));
            while (polled.isEmpty()) {
                polled = consumer.poll(Duration.ofSeconds(1));
            }
            return polled.iterator().next();
        }
    }

    private static void park(String servers, ConsumerRecord<byte[], byte[]> batch, String id) throws Exception {
        new DeadLetter(
                        DeadLetterReason.SINK_REJECTED,
                        DeadLetter.SINK_STAGE,
                        "access",
                        new IllegalStateException("refused"),
                        batch.topic(),
                        batch.partition(),
                        batch.offset(),
                        batch.timestamp(),
                        System.currentTimeMillis(),
                        id,
                        "s3-access")
                .writeTo(batch.headers());
        batch.headers().add(DeadLetter.SINK_TYPE, "s3".getBytes(StandardCharsets.UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("access.dlq", null, batch.key(), batch.value(), batch.headers()))
                    .get();
        }
    }

    private void assertEachLineInTheFolderOfItsHour() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path object : ObjectFiles.in(millrace.traces())) {
            for (String line : ObjectFiles.lines(object)) {
                JsonNode event = JSON.readTree(line);
                Instant time = Instant.ofEpochMilli(event.get("ts").asLong());
                assertThat(object.getParent()).endsWith(Path.of("access", FOLDERS.format(time)));
                ids.add(event.get("id").asText());
            }
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(LINES);
        assertThat(ObjectFiles.in(millrace.traces()).stream().map(Path::getParent))
                .as("eleven hours and a bit, from 10:05 on")
                .contains(Path.of(millrace.traces() + "/up/data/s3/millrace/access/"
                        + FOLDERS.format(Instant.parse("2015-05-17T10:05:03Z"))))
                .contains(Path.of(millrace.traces() + "/up/data/s3/millrace/access/dt=2015-05-17/hr=21"));
    }

    private String[] upOptions() throws IOException {
        Path config = Files.writeString(millrace.folder().resolve("mine.properties"), """
                pipelines=access
                pipelines.access.format=JSON
                pipelines.access.timestamp.field=ts
                pipelines.access.window.ms=3600000
                pipelines.access.grace.ms=300000
                pipelines.access.max.age.ms=2000
                """);
        Stream<String> ports = Stream.of("kafka", "controller", "registry", "s3", "connect", "http", "gateway-http")
                .map(kind -> "--" + kind + "-port=" + Ports.free());
        Stream<String> options = Stream.of(
                "--config",
                config.toString(),
                "--gateways=1",
                "--gateway-port=" + gatewayPort,
                "--gateway-admin-port=" + gatewayAdminPort);
        return Stream.concat(options, ports).toArray(String[]::new);
    }

    /** In May 2015, one every forty seconds, each four in reverse. */
    private Path file() throws IOException {
        long start = Instant.parse("2015-05-17T10:05:03Z").toEpochMilli();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add("{\"id\":\"event-" + i + "\",\"ts\":" + (start + (i ^ 3) * STEP_MS) + ",\"path\":\"/\"}");
        }
        return Files.write(millrace.folder().resolve("access.ndjson"), lines);
    }
}
