// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.MillraceConfig;
import io.millrace.e2e.kit.Cluster;
import io.millrace.e2e.kit.CommandLine;
import io.millrace.e2e.kit.CommandLine.Result;
import io.millrace.e2e.kit.Feeder;
import io.millrace.e2e.kit.Received;
import io.millrace.e2e.kit.RunningApp;
import io.millrace.e2e.kit.Sent;
import io.millrace.e2e.kit.TopicContent;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.dlq.Redrive;
import io.millrace.operations.dlq.RedriveReport;
import io.millrace.operations.dlq.letters.Selection;
import io.millrace.operations.topics.TopicPlan;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters come back to where they failed, each once, whatever ends the command; and not for ever. */
class RedriveIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BROKEN = 1_000;
    private static final int MANY = 10_000;
    private static final int KEYS = 8;
    private static final long RECORDED_AT = 1_431_856_803_000L;
    private static final Redrive.Manner AT_ONCE = new Redrive.Manner(Long.MAX_VALUE, 0, false, false);

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static KafkaProducer<byte[], byte[]> producer;

    private Map<String, String> settings;
    private String pipeline;

    @BeforeAll
    static void startServers() {
        cluster = new Cluster(folder);
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        cluster.start();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", 5, "max.request.size", 4_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stopServers() {
        producer.close();
        cluster.close();
    }

    @BeforeEach
    void aPipelineWithAllItsTopics() throws Exception {
        settings = cluster.newPipeline("exactly_once_v2");
        settings.remove("kafka.consumer.group.instance.id");
        // Events of years ago would be deleted at once.
        settings.put("topics.retention.ms", "-1");
        pipeline = settings.get("pipelines");
        set("max.age.ms", "500");
        MillraceConfig config = MillraceConfig.of(settings);
        try (ClusterAdmin admin = ClusterAdmin.of(config)) {
            TopicPlan.of(config, admin).apply(admin);
        }
    }

    private void set(String key, String value) {
        settings.put("pipelines." + pipeline + '.' + key, value);
    }

    /**
     * Times in seconds that are taken for milliseconds, and a rule that refuses what has passed the look for repetitions already: a redriven
     * event must not be taken for a repetition of itself.
     */
    @Test
    void shouldBringBackOnceWhatIsRefusedNoLonger() throws Exception {
        set("timestamp.field", "ts");
        set("routes", "group = 3 -> dead-letter");
        try (Received received = cluster.received(pipeline)) {
            try (RunningApp app = new RunningApp(settings)) {
                app.awaitReady();
                sendBroken();
                await().atMost(RunningApp.LIMIT).until(() -> letters().size() == BROKEN);
            }

            assertListed(0);
            Result shown = CommandLine.run(settings, "dlq", "redrive", pipeline);
            assertThat(shown.exitCode()).as(shown.output()).isZero();
            assertThat(shown.output())
                    .contains("would send " + BROKEN, "to " + pipeline + ".events: " + BROKEN)
                    .contains("Nothing was sent; --execute does it.");
            assertThat(events()).hasSize(BROKEN);

            set("timestamp.unit", "s");
            set("routes", "");
            try (RunningApp app = new RunningApp(settings)) {
                app.awaitReady();
                assertThat(execute(AT_ONCE).total()).isEqualTo(BROKEN);
                RedriveReport again = execute(AT_ONCE);

                assertThat(again.total()).isZero();
                assertThat(again.alreadyRedriven()).isEqualTo(BROKEN);
                await().atMost(RunningApp.LIMIT)
                        .until(() -> received.poll().ids().size() >= BROKEN);
                received.settle();
            }
            assertThat(received.ids())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, BROKEN)
                            .mapToObj(i -> "event-" + i)
                            .toList());
            assertThat(letters()).hasSize(BROKEN);
            assertSameAsAtFirst();
            assertListed(BROKEN);
            Result verified = CommandLine.run(settings, "verify");
            assertThat(verified.exitCode()).as(verified.output()).isZero();
        }
    }

    private void sendBroken() {
        for (int i = 0; i < BROKEN; i++) {
            boolean isRouted = i % 10 == 0;
            String ts = isRouted ? "\"2015-05-17T10:05:03Z\"" : "1431856803";
            String value = "{\"ts\":" + ts + ",\"group\":" + (isRouted ? 3 : 1) + ",\"id\":\"event-" + i + "\"}";
            Headers headers = new RecordHeaders().add("trace", bytes("t" + i));
            send(new ProducerRecord<>(
                    pipeline + ".events",
                    i % Cluster.PARTITIONS,
                    RECORDED_AT + i,
                    bytes("key-" + i % KEYS),
                    bytes(value),
                    headers));
        }
        producer.flush();
    }

    private static void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    private void assertListed(int redriven) throws Exception {
        Result listed = CommandLine.run(settings, "dlq", "list", "--json");
        assertThat(listed.exitCode()).as(listed.output()).isZero();
        JsonNode groups = JSON.readTree(listed.output()).get("groups");
        Map<String, Long> counts = new HashMap<>();
        long sentBack = 0;
        for (JsonNode group : groups) {
            counts.put(
                    group.get("reason").asText() + ' ' + group.get("stage").asText(),
                    group.get("count").asLong());
            sentBack += group.get("redriven").asLong();
        }
        assertThat(counts).isEqualTo(Map.of("BAD_TIMESTAMP decode", 900L, "UNROUTABLE route", 100L));
        assertThat(sentBack).isEqualTo(redriven);
    }

    /** In the order of each key, with key, value, timestamp, partition and headers, and one header more, or two. */
    private void assertSameAsAtFirst() {
        List<String> first = new ArrayList<>();
        List<String> back = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> event : events()) {
            String attempts = DeadLetter.text(event.headers(), DeadLetter.ATTEMPTS);
            (attempts == null ? first : back).add(shown(event));
            assertThat(attempts).isIn(null, "1");
            assertThat(Stream.of(event.headers().toArray()).map(header -> header.key()))
                    .isSubsetOf("trace", DeadLetter.ATTEMPTS, DeadLetter.REFUSED_BY);
        }
        assertThat(back).containsExactlyInAnyOrderElementsOf(first);
        for (int key = 0; key < KEYS; key++) {
            String of = "key-" + key + ' ';
            assertThat(back.stream().filter(event -> event.startsWith(of)))
                    .as("key %s", key)
                    .containsExactlyElementsOf(
                            first.stream().filter(event -> event.startsWith(of)).toList());
        }
    }

    private static String shown(ConsumerRecord<byte[], byte[]> event) {
        return text(event.key())
                + ' '
                + event.partition()
                + ' '
                + event.timestamp()
                + ' '
                + text(event.value())
                + ' '
                + DeadLetter.text(event.headers(), "trace");
    }

    @Test
    void shouldGoOnWhereAKilledRunHasStopped() throws Exception {
        for (int i = 0; i < MANY; i++) {
            park(i % Cluster.PARTITIONS, i, "key-" + i % KEYS, "{\"id\":\"event-" + i + "\"}");
        }
        park(0, 0, "key-0", "{\"id\":\"event-0\"}");
        park(0, MANY, "large", "\"" + Base64.getEncoder().encodeToString(random(2_000_000)) + "\"");
        producer.flush();
        Process killed = CommandLine.start(settings, "dlq", "redrive", pipeline, "--execute", "--rate", "2500");
        await().atMost(RunningApp.LIMIT).until(() -> events().size() >= 2_000);

        killed.destroyForcibly().waitFor();

        RedriveReport rest = execute(AT_ONCE);
        assertThat(rest.alreadyRedriven()).isBetween(2_000L, MANY - 1L);
        assertThat(rest.total() + rest.alreadyRedriven())
                .as("one of them twice, as under at-least-once")
                .isEqualTo(MANY + 1);
        assertThat(rest.refused())
                .as("larger than the source topic takes")
                .hasSize(1)
                .containsValue(1L);
        assertThat(execute(AT_ONCE).total()).isZero();
        Map<String, List<Integer>> byKey = new HashMap<>();
        events().forEach(event -> byKey.computeIfAbsent(text(event.key()), fresh -> new ArrayList<>())
                .add(Integer.parseInt(text(event.value()).replaceAll("[^0-9]", ""))));
        for (int key = 0; key < KEYS; key++) {
            int first = key;
            assertThat(byKey.get("key-" + key))
                    .containsExactlyElementsOf(IntStream.iterate(first, i -> i < MANY, i -> i + KEYS)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void shouldSendOneAtATimeWhenIdleStopAtARefusalAndParkAfterTheThird() throws Exception {
        set("group.by", "group");
        park(0, 0, "a", "{\"id\":\"back-1\",\"group\":1}");
        park(0, 1, "b", "no JSON");
        park(0, 2, "c", "{\"id\":\"back-2\",\"group\":1}");
        producer.flush();
        try (RunningApp app = new RunningApp(settings);
                Sent sent = cluster.sent(pipeline);
                Feeder feeder = new Feeder(sent, Cluster.PARTITIONS)) {
            app.awaitReady();
            Queue<String> said = new ConcurrentLinkedQueue<>();
            CompletableFuture<RedriveReport> idle = CompletableFuture.supplyAsync(
                    () -> execute(new Redrive.Manner(Long.MAX_VALUE, 0, true, false), said));
            await().atMost(RunningApp.LIMIT).until(() -> said.stream().anyMatch(why -> why.contains("are coming")));
            int before = sent.ids.size();
            await().atMost(RunningApp.LIMIT).until(() -> sent.ids.size() > before + 1_000);
            feeder.stop();

            RedriveReport stopped = idle.get();

            assertThat(stopped.total()).isEqualTo(2);
            assertThat(stopped.stoppedAt())
                    .contains(pipeline + ".dlq-0, offset 1 was refused again (MALFORMED, 2 attempts)");
            assertThat(redriven()).hasSize(2);
            assertThat(redriven().get(0).offset())
                    .as("after all that was sent meanwhile")
                    .isGreaterThan(lastOfTheFeeder());
            assertThat(execute(AT_ONCE).total()).isEqualTo(2);
            await().atMost(RunningApp.LIMIT)
                    .until(() -> letters().stream().anyMatch(letter -> DeadLetter.attempts(letter.headers()) == 3));
            RedriveReport last = execute(AT_ONCE);
            assertThat(last.total()).isZero();
            assertThat(last.parked()).isEqualTo(1);
            assertThat(last.alreadyRedriven()).isEqualTo(4);
            assertSaysThatASinkDoesNotRead();
        }
    }

    /** And goes on as soon as it does. */
    private void assertSaysThatASinkDoesNotRead() throws Exception {
        park(new ProducerRecord<>(pipeline + ".dlq", 0, bytes("d"), bytes("{\"id\":\"back-3\"}")), 3, "sink", "nobody");
        producer.flush();
        Queue<String> said = new ConcurrentLinkedQueue<>();
        CompletableFuture<RedriveReport> idle =
                CompletableFuture.supplyAsync(() -> execute(new Redrive.Manner(Long.MAX_VALUE, 0, true, false), said));
        TopicPartition place = new TopicPartition(pipeline + ".redriven", 0);
        await().atMost(RunningApp.LIMIT)
                .until(() ->
                        said.contains("Waiting: the group connect-nobody has not committed " + place + ", offset 0"));

        try (ClusterAdmin admin = ClusterAdmin.of(MillraceConfig.of(settings))) {
            admin.admin()
                    .alterConsumerGroupOffsets("connect-nobody", Map.of(place, new OffsetAndMetadata(1)))
                    .all()
                    .get();
            assertThat(idle.get().total()).isEqualTo(1);
            admin.admin()
                    .deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        assertThat(CommandLine.run(settings, "verify").output())
                .contains("and that were found nowhere: 1;")
                .doesNotContain("events that a sink put on");
    }

    private List<ConsumerRecord<byte[], byte[]>> redriven() {
        return events().stream()
                .filter(event -> DeadLetter.attempts(event.headers()) > 0)
                .toList();
    }

    /** In partition 0, to which all are sent back. */
    private long lastOfTheFeeder() {
        return events().stream()
                .filter(event -> event.partition() == 0 && text(event.value()).contains("event-"))
                .mapToLong(ConsumerRecord::offset)
                .max()
                .orElseThrow();
    }

    private void park(int partition, long offset, String key, String value) {
        park(new ProducerRecord<>(pipeline + ".dlq", partition, bytes(key), bytes(value)), offset, "decode", null);
    }

    private void park(ProducerRecord<byte[], byte[]> letter, long offset, String stage, String sink) {
        new DeadLetter(
                        DeadLetterReason.MALFORMED,
                        stage,
                        pipeline,
                        new IllegalStateException("broken"),
                        pipeline + ".events",
                        letter.partition(),
                        offset,
                        System.currentTimeMillis(),
                        System.currentTimeMillis(),
                        null,
                        sink)
                .writeTo(letter.headers());
        send(letter);
    }

    private RedriveReport execute(Redrive.Manner manner) {
        return execute(manner, new ConcurrentLinkedQueue<>());
    }

    private RedriveReport execute(Redrive.Manner manner, Queue<String> said) {
        MillraceConfig config = MillraceConfig.of(settings);
        try (ClusterAdmin admin = ClusterAdmin.of(config)) {
            return new Redrive(config, config.pipeline(pipeline), admin).execute(Selection.ALL, manner, said::add);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> events() {
        return TopicContent.of(cluster.bootstrapServers(), pipeline + ".events").all();
    }

    private List<ConsumerRecord<byte[], byte[]>> letters() {
        return TopicContent.of(cluster.bootstrapServers(), pipeline + ".dlq").all();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
