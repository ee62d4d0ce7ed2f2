// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.app.Commands;
import io.millrace.cli.verify.VerificationView;
import io.millrace.cli.verify.VerifyCommand;
import io.millrace.config.MillraceConfig;
import io.millrace.e2e.kit.Cluster;
import io.millrace.local.process.Lifetime;
import io.millrace.local.process.Ports;
import io.millrace.local.process.Site;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.KafkaServer;
import io.millrace.operations.verify.Verification;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.PayloadFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} says when a broker holds less than was sent, or shows less than it holds. Test and stream in one. */
class VerifyIT {
    private static final byte[] EVENT = "{}".getBytes(StandardCharsets.UTF_8);
    private static final long NOW = System.currentTimeMillis();

    @TempDir
    static Path folder;

    private static KafkaServer kafka;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> plain;
    private static int pipelines;

    private final String pipeline = "v" + pipelines++;
    private final String source = pipeline + ".events";
    private final Map<String, String> more = new HashMap<>();

    @BeforeAll
    static void start() {
        KafkaNode node = new KafkaNode(1, Ports.free(), Ports.free());
        kafka = new KafkaServer(new Site(folder, Lifetime.ATTACHED), node, List.of(node));
        kafka.start();
        kafka.awaitReady();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        plain = producer(Map.of());
    }

    @AfterAll
    static void stop() {
        plain.close();
        admin.close();
        kafka.close();
    }

    @Test
    void shouldNameEventsThatExpiredBeforeTheyWereRead() throws Exception {
        createTopics(Map.of());
        send(plain, 20);
        batch(0, 19);
        send(plain, 100);
        expire(source, 70);
        batch(70, 119);

        VerificationReport report = verify();

        assertThat(report.conserved()).as(VerificationView.text(report)).isFalse();
        assertThat(report.findings())
                .anyMatch(finding -> finding.contains("50 events") && finding.contains("partition 0, offsets 20..69"))
                .anyMatch(finding -> finding.contains("20 events") && finding.contains("no longer checkable"));
    }

    @Test
    void shouldNotBeSureWhenNothingIsLeftToLookAt() throws Exception {
        createTopics(Map.of());
        send(plain, 20);
        batch(0, 19);
        expire(source, 20);
        expire(pipeline + ".batches", 1);

        VerificationReport report = verify();

        assertThat(report.conserved()).as(VerificationView.text(report)).isFalse();
        assertThat(report.findings()).anyMatch(finding -> finding.contains("partition 0, offsets 0..19"));
    }

    @Test
    void shouldNotCallEventsUnbatchedWhoseBatchesMayHaveExpired() throws Exception {
        createTopics(Map.of());
        send(plain, 40);
        batch(0, 19);
        batch(20, 39);
        expire(pipeline + ".batches", 1);

        VerificationReport report = verify();

        assertThat(report.findings())
                .noneMatch(finding -> finding.contains("the stream is not running"))
                .anyMatch(finding -> finding.contains("20 events") && finding.contains(pipeline + ".batches or"));
    }

    @Test
    void shouldFindBatchesOnEverySinkTopic() throws Exception {
        more.put("pipelines." + pipeline + ".routes", "level = 4 -> batch to " + pipeline + ".apart");
        createTopics(Map.of());
        send(plain, 60);
        batch("batches", 0, 19);
        batch("apart", 20, 39);
        batch("apart", 40, 59);

        VerificationReport report = verify();
        assertThat(report.conserved()).as(VerificationView.text(report)).isTrue();
        assertThat(report.pipelines().get(pipeline).batches()).isEqualTo(3);

        expire(pipeline + ".apart", 1);
        report = verify();
        assertThat(report.conserved()).as(VerificationView.text(report)).isFalse();
        assertThat(report.findings())
                .anyMatch(finding -> finding.contains("20 events")
                        && finding.contains("offsets 20..39")
                        && finding.contains(pipeline + ".batches or " + pipeline + ".apart"));
    }

    @Test
    void shouldReadWhatWasCommittedAndNothingElse() throws Exception {
        createTopics(Map.of());
        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            for (int i = 0; i < 3; i++) {
                producer.beginTransaction();
                long last = send(producer, 5);
                if (i == 1) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                    batch(last - 4, last);
                }
            }
        }

        VerificationReport report = awaitConserved();

        assertThat(report.conserved()).as(VerificationView.text(report)).isTrue();
        assertThat(VerificationView.json(report)
                        .at("/pipeline/" + pipeline + "/produced")
                        .longValue())
                .isEqualTo(10);
    }

    @Test
    void shouldNameWhatAnOpenTransactionHides() throws Exception {
        createTopics(Map.of());
        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.beginTransaction();
            send(producer, 3);
            send(plain, 4);

            VerificationReport report = verify();

            assertThat(report.conserved()).as(VerificationView.text(report)).isFalse();
            assertThat(report.findings())
                    .anyMatch(finding -> finding.contains("7 offsets of " + source + " partition 0, offsets 0..6"));
        }
    }

    /** Aborted events leave offsets without a record, as compaction does, and need not wait for the broker's cleaner. */
    @Test
    void shouldOnlyCountWhatACompactedTopicNoLongerHolds() throws Exception {
        createTopics(Map.of("cleanup.policy", "compact"));
        send(plain, 5);
        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.beginTransaction();
            send(producer, 5);
            producer.abortTransaction();
        }
        // The transaction's marker may be written later than the producer is told, and so anywhere.
        long last = send(plain, 5);
        batch(0, 9);
        batch(last - 4, last);

        VerificationReport report = awaitConserved();

        assertThat(report.conserved()).as(VerificationView.text(report)).isTrue();
        assertThat(report.findings())
                .anyMatch(finding -> finding.contains("5 events of " + source + " partition 0, offsets 5..9")
                        && finding.contains("compaction"))
                .noneMatch(finding -> finding.contains("never held"));
    }

    /** Events keep coming, and what is batched of them is always a little behind. */
    @Test
    void shouldJudgeAPipelineThatIsNeverAtRest() throws Exception {
        createTopics(Map.of());
        send(plain, 20);
        batch(0, 9);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
            for (long first = 10; !over.get(); first += 10) {
                flow(first);
            }
        });
        try (Verification once = verification();
                Verification again = verification()) {
            VerificationReport settled = again.settle(Duration.ofMinutes(4));

            assertThat(once.run().conserved()).isFalse();
            assertThat(settled.conserved()).as(VerificationView.text(settled)).isTrue();
        } finally {
            over.set(true);
            traffic.get();
        }
    }

    private void flow(long first) {
        try {
            send(plain, 10);
            batch(first, first + 9);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of two pipelines, one whose topics nobody has created. */
    @Test
    void shouldShowTheVerdictOfEachPipelineForAsLongAsItRuns() throws Exception {
        createTopics(Map.of());
        send(plain, 20);
        batch(0, 9);
        batch(15, 19);
        int port = Ports.free();
        more.put("pipelines", pipeline + ",absent");
        more.put("pipelines.absent.format", "JSON");
        more.put("pipelines.absent.max.age.ms", "1000");
        more.put("pipelines." + pipeline + ".max.age.ms", "1000");
        Stream<String> settings =
                settings().entrySet().stream().flatMap(at -> Stream.of("-s", at.getKey() + '=' + at.getValue()));
        Stream<String> repeated = Stream.of("--every", "2s", "--metrics-port", Integer.toString(port));
        String[] arguments = Stream.concat(settings, repeated).toArray(String[]::new);
        Thread command = new Thread(() -> Commands.run(new VerifyCommand(), arguments));
        command.start();
        try {
            awaitVerdict(port, pipeline, "not_conserved");
            awaitVerdict(port, "absent", "unknown");
            batch(10, 14);
            awaitVerdict(port, pipeline, "conserved");
        } finally {
            command.interrupt();
            command.join();
        }
    }

    private static void awaitVerdict(int port, String of, String verdict) {
        HttpRequest scrape = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        String line = "millrace_verify_verdict{pipeline=\"" + of + "\",verdict=\"" + verdict + "\"} 1.0";
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> HttpClient.newHttpClient()
                .send(scrape, BodyHandlers.ofString())
                .body()
                .contains(line));
    }

    private VerificationReport verify() {
        try (Verification verification = verification()) {
            return verification.run();
        }
    }

    private VerificationReport awaitConserved() throws InterruptedException {
        try (Verification verification = verification()) {
            return verification.await(Duration.ofMinutes(4));
        }
    }

    private Verification verification() {
        MillraceConfig config = MillraceConfig.of(settings());
        return new Verification(config, config.pipelines(), true);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "pipelines",
                pipeline,
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "pipelines." + pipeline + ".format",
                "JSON"));
        settings.putAll(more);
        return settings;
    }

    private void createTopics(Map<String, String> sourceSettings) throws Exception {
        List<NewTopic> topics = Stream.of("events", "batches", "apart", "dlq")
                .map(kind -> new NewTopic(pipeline + '.' + kind, 1, (short) 1)
                        .configs(kind.equals("events") ? sourceSettings : Map.of()))
                .toList();
        Cluster.create(admin, topics);
    }

    /** The offset of the last one. */
    private long send(KafkaProducer<byte[], byte[]> producer, int events) throws Exception {
        Future<RecordMetadata> last = null;
        for (int i = 0; i < events; i++) {
            last = producer.send(new ProducerRecord<>(source, 0, NOW, EVENT, EVENT));
        }
        producer.flush();
        return last.get().offset();
    }

    /** One batch of all offsets from {@code first} to {@code last}, as the stream writes it. */
    private void batch(long first, long last) throws Exception {
        batch("batches", first, last);
    }

    private void batch(String sink, long first, long last) throws Exception {
        AvroBuffer events = new AvroBuffer(64);
        Event event = new Event().at(NOW).with(EVENT, new RecordHeaders()).value(EVENT, 0, EVENT.length);
        LongStream.rangeClosed(first, last).forEach(offset -> EventEncoding.write(events, event.from(0, offset)));
        int count = (int) (last - first + 1);
        BatchWriter writer = new BatchWriter();
        writer.begin(
                1,
                new BatchHeader(
                        BatchHeader.batchId(source, 0, first, last),
                        pipeline,
                        source,
                        0,
                        first,
                        last,
                        0,
                        60_000,
                        null,
                        PayloadFormat.JSON,
                        null,
                        CloseReason.EVENTS,
                        count,
                        (long) count * EVENT.length,
                        0,
                        0));
        writer.block(count, events.bytes(), 0, events.size());
        plain.send(new ProducerRecord<>(pipeline + '.' + sink, writer.finish())).get();
    }

    private static void expire(String topic, long before) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
                .all()
                .get();
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", pipeline));
        producer.initTransactions();
        return producer;
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
