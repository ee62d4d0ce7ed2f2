// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.PipelineConfig;
import io.millrace.operations.dlq.letters.Target.BatchToSink;
import io.millrace.operations.dlq.letters.Target.EventToSink;
import io.millrace.operations.dlq.letters.Target.ToSource;
import io.millrace.operations.verify.topics.StubRecord;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchHeaders;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class RedrivenRecordsTest {
    private static final int BATCH_SCHEMA = 11;
    private static final EventToSink SEARCH = new EventToSink("logs.redriven", 1, "search");

    private final RedrivenRecords records = of(Letters.pipeline());

    private static RedrivenRecords of(PipelineConfig pipeline) {
        return new RedrivenRecords(pipeline, () -> BATCH_SCHEMA);
    }

    private static Map<String, String> shown(Headers headers) {
        Map<String, String> shown = new TreeMap<>();
        headers.forEach(header -> shown.put(
                header.key(), header.value() == null ? "null" : new String(header.value(), StandardCharsets.UTF_8)));
        return shown;
    }

    @Test
    void shouldSendAnEventAsItWasAtFirst() {
        ParkedLetter letter = Letters.ours("decode", null, "logs.events", 3, 40, "{\"a\":1}");

        ProducerRecord<byte[], byte[]> sent = records.toSource(letter, new ToSource("logs.events", 3));

        assertThat(sent.topic()).isEqualTo("logs.events");
        assertThat(sent.partition()).isEqualTo(3);
        assertThat(sent.timestamp()).isEqualTo(Letters.RECORDED_AT);
        assertThat(sent.key()).isEqualTo(Letters.bytes("k"));
        assertThat(sent.value()).isEqualTo(Letters.bytes("{\"a\":1}"));
        assertThat(shown(sent.headers())).isEqualTo(Map.of("trace", "t", "empty", "null", DeadLetter.ATTEMPTS, "1"));
    }

    /** So that the look for repetitions, which has seen it, lets it pass. */
    @Test
    void shouldSayWhichLaterStageRefusedAnEvent() {
        ParkedLetter letter = Letters.ours("route", null, "logs.events", 3, 40, "{}");

        assertThat(shown(
                        records.toSource(letter, new ToSource("logs.events", 3)).headers()))
                .containsEntry(DeadLetter.REFUSED_BY, "logs/route");
    }

    /** A rule had refused it, then decoding: the look for repetitions, between them, has seen it all the same. */
    @Test
    void shouldRememberTheLastStageThatEverRefusedAnEvent() {
        assertThat(refusedBy("decode", "logs/route")).isEqualTo("logs/route");
        assertThat(refusedBy("rollup", "logs/batch")).isEqualTo("logs/batch");
        assertThat(refusedBy("batch", "logs/route")).isEqualTo("logs/batch");
        assertThat(refusedBy("decode", "clicks/route"))
                .as("of another pipeline")
                .isNull();
        assertThat(refusedBy("decode", "logs/anything")).as("no stage").isNull();
        assertThat(refusedBy("decode", "logs/decode")).isNull();
    }

    private String refusedBy(String stage, String before) {
        ParkedLetter letter = Letters.ours(stage, null, "logs.events", 3, 40, "{}");
        Letters.put(letter.letter().headers(), DeadLetter.REFUSED_BY, before);
        return DeadLetter.text(
                records.toSource(ParkedLetter.of(letter.letter()), new ToSource("logs.events", 3))
                        .headers(),
                DeadLetter.REFUSED_BY);
    }

    /** What comes back says how often it has failed, so that the next dead letter counts on. */
    @Test
    void shouldLetTheNextDeadLetterCountOn() {
        ParkedLetter first = Letters.ours("decode", null, "logs.events", 3, 40, "{}");
        Headers headers =
                records.toSource(first, new ToSource("logs.events", 3)).headers();
        new DeadLetter(
                        DeadLetterReason.MALFORMED,
                        "decode",
                        "logs",
                        new IllegalStateException("again"),
                        "logs.events",
                        3,
                        41,
                        0,
                        0,
                        null,
                        null)
                .writeTo(headers);

        assertThat(Letters.letter(0, 8, "{}", headers).failure().attempts()).isEqualTo(2);
    }

    @Test
    void shouldSendABatchAsItWasToItsSink() {
        ParkedLetter letter = Letters.ours("sink", "search", "logs.batches", 1, 40, "batch");
        letter.letter().headers().add(BatchHeaders.VERSION, Letters.bytes("2"));

        ProducerRecord<byte[], byte[]> sent = records.batch(letter, new BatchToSink("logs.redriven", 1, "search"));

        assertThat(sent.timestamp())
                .as("now: with its first one it could be older than the topic keeps")
                .isNull();
        assertThat(sent.value()).isEqualTo(Letters.bytes("batch"));
        assertThat(sent.key()).isEqualTo(Letters.bytes("k"));
        assertThat(shown(sent.headers()))
                .isEqualTo(Map.of(
                        "trace",
                        "t",
                        "empty",
                        "null",
                        BatchHeaders.VERSION,
                        "2",
                        DeadLetter.SINK,
                        "search",
                        DeadLetter.ATTEMPTS,
                        "1"));
    }

    @Test
    void shouldSendARefusedEventAsABatchOfItsOwn() throws MalformedAvroException {
        ParkedLetter letter = Letters.ours("sink", "search", "logs.events", 3, 40, "{\"a\":1}");
        letter.letter().headers().add(DeadLetter.GROUP_KEY, Letters.bytes("g"));

        ProducerRecord<byte[], byte[]> sent = records.event(letter, SEARCH);

        EventBatch batch = EventBatch.read(sent.value());
        BatchHeader header = batch.header();
        assertThat(WireFormat.schemaId(sent.value())).isEqualTo(BATCH_SCHEMA);
        assertThat(header.batchId()).isEqualTo("redriven-1-logs.events-3-40-40");
        assertThat(header.isRedriven()).isTrue();
        assertThat(header.windowStart())
                .isLessThanOrEqualTo(Letters.RECORDED_AT)
                .isGreaterThan(Letters.RECORDED_AT - 60_000);
        assertThat(header.windowEnd() - header.windowStart()).isEqualTo(60_000);
        assertThat(header.groupKey()).isEqualTo(Bytes.wrap(Letters.bytes("g")));
        assertThat(header.format()).isEqualTo(PayloadFormat.JSON);
        EventCursor event = batch.events();
        assertThat(event.next()).isTrue();
        assertThat(event.partition()).isEqualTo(3);
        assertThat(event.offset()).isEqualTo(40);
        assertThat(event.timestamp()).isEqualTo(Letters.RECORDED_AT);
        assertThat(value(event)).isEqualTo(Letters.bytes("{\"a\":1}"));
        assertThat(shown(event.headers())).isEqualTo(Map.of("trace", "t", "empty", "null"));
        assertThat(event.next()).isFalse();
        assertThat(shown(sent.headers()))
                .isEqualTo(Map.of(BatchHeaders.VERSION, "2", DeadLetter.SINK, "search", DeadLetter.ATTEMPTS, "1"));
    }

    private static byte[] value(EventCursor event) {
        return Arrays.copyOfRange(event.bytes(), event.valueFrom(), event.valueFrom() + event.valueLength());
    }

    /** A sink may have noted the first one as done. */
    @Test
    void shouldGiveEachAttemptABatchIdOfItsOwn() throws MalformedAvroException {
        ParkedLetter letter = Letters.ours("sink", "search", "logs.events", 3, 40, "{}");
        Letters.put(letter.letter().headers(), DeadLetter.ATTEMPTS, "2");

        byte[] value = records.event(ParkedLetter.of(letter.letter()), SEARCH).value();

        assertThat(EventBatch.read(value).header().batchId()).isEqualTo("redriven-2-logs.events-3-40-40");
        assertThat(EventBatch.read(StubRecord.json(3, 40, "{}")).header().isRedriven())
                .isFalse();
    }

    @Test
    void shouldTakeThePrefixOffAnAvroEvent() throws MalformedAvroException {
        ParkedLetter json = Letters.ours("sink", "search", "logs.events", 3, 40, "");
        ConsumerRecord<byte[], byte[]> avro = new ConsumerRecord<>(
                "logs.dlq",
                0,
                7,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                WireFormat.frame(258, new byte[] {2, 'a'}),
                json.letter().headers(),
                Optional.empty());

        byte[] value = of(Letters.pipeline("format", "AVRO"))
                .event(ParkedLetter.of(avro), SEARCH)
                .value();

        EventBatch batch = EventBatch.read(value);
        EventCursor event = batch.events();
        assertThat(event.next()).isTrue();
        assertThat(batch.header().schemaId()).isEqualTo(258);
        assertThat(batch.header().payloadBytes()).isEqualTo(2);
        assertThat(event.keyLength()).isEqualTo(-1);
        assertThat(value(event)).isEqualTo(new byte[] {2, 'a'});
    }

    @Test
    void shouldLeaveTheTimeToTheProducerWhereThereWasNone() {
        ParkedLetter letter = Letters.ours("decode", null, "logs.events", 3, 40, "{}");
        Letters.put(letter.letter().headers(), DeadLetter.TIMESTAMP, "-1");

        assertThat(records.toSource(ParkedLetter.of(letter.letter()), new ToSource("logs.events", 3))
                        .timestamp())
                .isNull();
    }
}
