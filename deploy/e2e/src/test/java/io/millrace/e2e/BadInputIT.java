// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.ExactlyOnce;
import io.millrace.e2e.kit.NothingLost;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.Sent;
import io.millrace.e2e.kit.StreamProcess;
import io.millrace.schemas.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a broker lets in can be parked, whole, and the events around it are batched. */
class BadInputIT {
    private static final int LARGEST_VALUE = 1_048_000;
    private static final int HUGE = 8 * 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void shouldParkWhatCannotBeBatchedAndGoOn() throws Exception {
        try (Cluster cluster = new Cluster(folder)) {
            cluster.start();
            Map<String, String> settings = cluster.newPipeline("exactly_once_v2");
            String pipeline = settings.get("pipelines");
            String topic = pipeline + ".events";
            Map<String, ProducerRecord<byte[], byte[]>> bad = badEvents(topic);
            Map<String, ProducerRecord<byte[], byte[]>> odd = oddEvents(topic);
            ProducerRecord<byte[], byte[]> huge = hugeEvent(topic);
            try (StreamProcess stream = new StreamProcess(cluster.site, pipeline, settings);
                    Sent sent = new Sent(cluster.bootstrapServers(), topic);
                    Received received = cluster.received(pipeline)) {
                stream.start();
                sent.send(500, Cluster.PARTITIONS);
                send(cluster, "none", bad.values());
                send(cluster, "none", odd.values());
                send(cluster, "zstd", List.of(huge));
                sent.send(500, Cluster.PARTITIONS);
                sent.ids.addAll(odd.keySet());
                bad.put("TOO_LARGE-compressed", huge);

                await().untilAsserted(() -> NothingLost.check(sent, received.poll()));
                List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(cluster, pipeline + ".dlq", bad.size());
                received.settle();

                ExactlyOnce.check(sent, received);
                checkOdd(odd, received);
                checkLetters(bad, letters);
            }
        }
    }

    private static void checkLetters(
            Map<String, ProducerRecord<byte[], byte[]>> bad, List<ConsumerRecord<byte[], byte[]>> letters) {
        assertThat(letters).allSatisfy(letter -> {
            String name = new String(letter.key(), UTF_8);
            assertThat(Arrays.equals(letter.value(), bad.get(name).value()))
                    .as("value of " + name)
                    .isTrue();
            assertThat(name).startsWith(DeadLetter.text(letter.headers(), DeadLetter.REASON));
        });
        assertThat(letters).hasSize(bad.size());
    }

    private static void checkOdd(Map<String, ProducerRecord<byte[], byte[]>> odd, Received received) {
        odd.forEach((id, event) -> {
            assertThat(Arrays.equals(
                            received.headers.get(id).toArray(), event.headers().toArray()))
                    .as("headers of " + id)
                    .isTrue();
            if (event.timestamp() != null) {
                assertThat(received.windows).containsEntry(id, event.timestamp());
            }
        });
    }

    private static void send(Cluster cluster, String compression, Collection<ProducerRecord<byte[], byte[]>> events)
            throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "max.request.size",
                2 * HUGE,
                "compression.type",
                compression);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> event : events) {
                producer.send(event).get();
            }
        }
    }

    /** Valid ones, by id. */
    private static Map<String, ProducerRecord<byte[], byte[]>> oddEvents(String topic) {
        RecordHeaders manyHeaders = new RecordHeaders();
        for (int i = 0; i < 10_000; i++) {
            manyHeaders.add("header-" + i, ("value-" + i).getBytes(UTF_8));
        }
        RecordHeaders nullTimestamp = new RecordHeaders();
        nullTimestamp.add(DeadLetter.TIMESTAMP, null);
        RecordHeaders noTimestamp = new RecordHeaders();
        noTimestamp.add(DeadLetter.TIMESTAMP, "yesterday".getBytes(UTF_8));
        Map<String, ProducerRecord<byte[], byte[]>> odd = new HashMap<>();
        addOdd(odd, topic, "event-many-headers", null, manyHeaders);
        addOdd(odd, topic, "event-null-header", 0L, nullTimestamp);
        addOdd(odd, topic, "event-garbage-header", 0L, noTimestamp);
        return odd;
    }

    private static void addOdd(
            Map<String, ProducerRecord<byte[], byte[]>> odd,
            String topic,
            String id,
            Long timestamp,
            RecordHeaders headers) {
        byte[] value = ("{\"id\":\"" + id + "\"}").getBytes(UTF_8);
        odd.put(id, new ProducerRecord<>(topic, 0, timestamp, null, value, headers));
    }

    /** Compressed, it is small enough for a topic that takes a megabyte. */
    private static ProducerRecord<byte[], byte[]> hugeEvent(String topic) {
        byte[] value = ("{\"x\":\"" + "x".repeat(HUGE) + "\"}").getBytes(UTF_8);
        return new ProducerRecord<>(topic, 0, "TOO_LARGE-compressed".getBytes(UTF_8), value);
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

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters(Cluster cluster, String topic, int expected) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrapServers(),
                        "max.partition.fetch.bytes",
                        2 * HUGE,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)));
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() >= expected;
            });
            await().during(Received.QUIET).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
                return letters.size() <= expected;
            });
        }
        return letters;
    }
}
