// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.bench.subject.Spec;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.KafkaServer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer that lost events, or stopped before it had written them, would look fast. */
class FlinkSubjectIT {
    private static final String EVENTS = "events";
    private static final int PARTITIONS = 2;
    private static final int EVENTS_OF_A_PARTITION = 200_000;
    private static final int EVENTS_OF_A_BATCH = 700;

    @TempDir
    static Path folder;

    private static KafkaServer kafka;

    @BeforeAll
    static void start() throws Exception {
        KafkaNode node = new KafkaNode(1, Ports.free(), Ports.free());
        kafka = new KafkaServer(new Site(folder, Lifetime.ATTACHED), node, List.of(node));
        kafka.start();
        kafka.awaitReady();
        createTopic(EVENTS, PARTITIONS);
        fill();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource({
        "heap, at_least_once, 1",
        "heap, exactly_once_v2, 1",
        "rocksdb, at_least_once, 1",
        "rocksdb, exactly_once_v2, 2"
    })
    void shouldHaveWrittenAllThatItSays(String state, String guarantee, int threads) throws Exception {
        String run = state + "-" + guarantee;
        createTopic(run, 1);
        long before = Progress.batched();
        long processedBefore = Progress.events();
        FlinkSubject subject = new FlinkSubject(spec(run, state, guarantee, threads));
        subject.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> subject.processed() > processedBefore + 3_000);

        long committed = subject.stop() - before;

        assertThat(eventsInARow(written(run)))
                .isEqualTo(committed)
                .isEqualTo(Progress.events() - processedBefore)
                .isGreaterThan(3_000);
    }

    private static Spec spec(String run, String state, String guarantee, int threads) {
        return new Spec(Map.of(
                Spec.BOOTSTRAP_SERVERS,
                kafka.bootstrapServers(),
                Spec.TOPIC,
                EVENTS,
                Spec.SINK_TOPIC,
                run,
                Spec.RUN,
                run,
                Spec.FOLDER,
                folder.resolve(run).toString(),
                Spec.GUARANTEE,
                guarantee,
                Spec.COMMIT_MS,
                "200",
                Spec.BATCH_EVENTS,
                Integer.toString(EVENTS_OF_A_BATCH),
                Spec.THREADS,
                Integer.toString(threads),
                FlinkSettings.STATE,
                state));
    }

    /**
     * Checks that the batches hold the events of each partition from the first one on, none twice, and counts them. When
     * a window ends, a full batch of the next one may overtake its last batch, as watermarks come now and then.
     */
    private static int eventsInARow(List<byte[]> batches) {
        List<TreeMap<Integer, Integer>> endsByBegin = List.of(new TreeMap<>(), new TreeMap<>());
        for (byte[] batch : batches) {
            List<int[]> events = events(batch);
            int partition = events.get(0)[0];
            int begin = events.get(0)[1];
            assertThat(events).hasSizeLessThanOrEqualTo(EVENTS_OF_A_BATCH);
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i)).containsExactly(partition, begin + i);
            }
            assertThat(endsByBegin.get(partition).put(begin, begin + events.size()))
                    .isNull();
        }
        return endsByBegin.stream().mapToInt(FlinkSubjectIT::endOfTheRow).sum();
    }

    private static int endOfTheRow(TreeMap<Integer, Integer> endsByBegin) {
        int next = 0;
        for (Map.Entry<Integer, Integer> batch : endsByBegin.entrySet()) {
            assertThat(batch.getKey()).isEqualTo(next);
            next = batch.getValue();
        }
        return next;
    }

    /** The partition and the number of each. */
    private static List<int[]> events(byte[] batch) {
        List<int[]> events = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(batch);
        while (rest.hasRemaining()) {
            byte[] value = new byte[rest.getInt()];
            rest.get(value);
            String[] event = new String(value, UTF_8).split("/", 2);
            events.add(new int[] {Integer.parseInt(event[0]), Integer.parseInt(event[1])});
        }
        return events;
    }

    private static List<byte[]> written(String topic) {
        TopicPartition only = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted");
                KafkaConsumer<byte[], byte[]> committed = consumer("read_committed")) {
            // The coordinator answers a commit before its markers are written.
            await().until(() -> committed.endOffsets(List.of(only)).equals(all.endOffsets(List.of(only))));
            long end = committed.endOffsets(List.of(only)).get(only);
            committed.assign(List.of(only));
            committed.seekToBeginning(List.of(only));
            List<byte[]> batches = new ArrayList<>();
            while (committed.position(only) < end) {
                committed.poll(Duration.ofSeconds(1)).forEach(batch -> batches.add(batch.value()));
            }
            return batches;
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** A partition's events take 100 minutes of event time, so that a window ends. */
    private static void fill() {
        long start = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < EVENTS_OF_A_PARTITION; i++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    byte[] value = (partition + "/" + i).getBytes(UTF_8);
                    producer.send(new ProducerRecord<>(EVENTS, partition, start + 30L * i, null, value));
                }
            }
        }
    }

    private static void createTopic(String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }
}
