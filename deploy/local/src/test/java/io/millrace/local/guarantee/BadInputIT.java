package io.millrace.local.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a broker lets in can be parked, whole, and the events around it are batched. */
class BadInputIT {
    private static final int LARGEST_VALUE = 1_048_000;

    @TempDir
    Path folder;

    @Test
    void shouldParkWhatCannotBeBatchedAndGoOn() throws Exception {
        try (Cluster cluster = new Cluster(folder)) {
            cluster.start();
            Map<String, String> settings = cluster.newPipeline("exactly_once_v2");
            String pipeline = settings.get("pipelines");
            acceptAnyTimestamp(cluster, pipeline + ".events");
            try (StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings);
                    Sent sent = new Sent(cluster.bootstrapServers(), pipeline + ".events");
                    Received received =
                            new Received(cluster.bootstrapServers(), pipeline + ".batches", Cluster.PARTITIONS)) {
                stream.start();
                sent.send(500, Cluster.PARTITIONS);
                Map<String, ProducerRecord<byte[], byte[]>> bad = badEvents(pipeline + ".events");
                try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.bootstrapServers(), "max.request.size", 2_000_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
                    for (ProducerRecord<byte[], byte[]> event : bad.values()) {
                        producer.send(event).get();
                    }
                }
                sent.send(500, Cluster.PARTITIONS);

                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> NothingLost.check(sent, received.poll()));
                List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(cluster, pipeline + ".dlq", bad.size());

                ExactlyOnce.check(sent, received);
                assertThat(letters).allSatisfy(letter -> {
                    String name = new String(letter.key(), UTF_8);
                    assertThat(Arrays.equals(letter.value(), bad.get(name).value()))
                            .as("value of " + name)
                            .isTrue();
                    assertThat(name).startsWith(DeadLetter.text(letter.headers(), DeadLetter.REASON));
                });
                assertThat(letters).hasSize(bad.size());
            }
        }
    }

    /** By key: the expected reason, then a name. */
    private static Map<String, ProducerRecord<byte[], byte[]>> badEvents(String topic) {
        byte[] noise = new byte[LARGEST_VALUE];
        new Random(1).nextBytes(noise);
        RecordHeaders manyHeaders = new RecordHeaders();
        for (int i = 0; i < 10_000; i++) {
            manyHeaders.add("header-" + i, null);
        }
        Map<String, ProducerRecord<byte[], byte[]>> bad = new HashMap<>();
        add(bad, topic, "MALFORMED-largest", null, noise, new RecordHeaders());
        add(bad, topic, "MALFORMED-null", null, null, new RecordHeaders());
        add(bad, topic, "MALFORMED-headers", null, "[]".getBytes(UTF_8), manyHeaders);
        add(
                bad,
                topic,
                "TOO_LARGE",
                null,
                ("{\"x\":\"" + "x".repeat(1_000_000) + "\"}").getBytes(UTF_8),
                new RecordHeaders());
        long nextYear = System.currentTimeMillis() + Duration.ofDays(366).toMillis();
        add(bad, topic, "BAD_TIMESTAMP-next-year", nextYear, "{}".getBytes(UTF_8), new RecordHeaders());
        add(bad, topic, "BAD_TIMESTAMP-max", Long.MAX_VALUE, "{}".getBytes(UTF_8), new RecordHeaders());
        return bad;
    }

    private static void add(
            Map<String, ProducerRecord<byte[], byte[]>> bad,
            String topic,
            String name,
            Long timestamp,
            byte[] value,
            RecordHeaders headers) {
        bad.put(name, new ProducerRecord<>(topic, 0, timestamp, name.getBytes(UTF_8), value, headers));
    }

    private static void acceptAnyTimestamp(Cluster cluster, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry entry = new ConfigEntry("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters(Cluster cluster, String topic, int expected) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", cluster.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= expected;
            });
        }
        return letters;
    }
}
