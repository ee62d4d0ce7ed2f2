// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.Books;
import io.millrace.operations.verify.account.Conservation;
import io.millrace.operations.verify.account.Gap;
import io.millrace.operations.verify.account.OffsetRange;
import io.millrace.operations.verify.account.Standing;
import io.millrace.operations.verify.account.Verdict;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.DropReason;
import io.millrace.schemas.DroppedEvents;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventContent;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopicRecordsTest {
    private static final byte[] PAYLOAD = "{}".getBytes(StandardCharsets.UTF_8);

    private final Conservation books = new Conservation("logs.events");
    private final TopicRecords records = records(books, "logs.events");

    @Test
    void shouldEnterSourceBatchAndDeadLetter() {
        for (long offset = 0; offset < 4; offset++) {
            produce(1, offset);
        }

        records.sink(record(batch(1, 0, 1, 3)));
        records.deadLetter(deadLetter("decode", "logs.events", 2, null, PAYLOAD));

        Balance balance = books.balance(null, List.of(), false);
        assertThat(balance.conserved()).isTrue();
        assertThat(balance.produced()).isEqualTo(4);
        assertThat(balance.batched()).isEqualTo(3);
        assertThat(balance.deadLettered()).isEqualTo(1);
        assertThat(balance.late()).isEqualTo(1);
    }

    @Test
    void shouldEnterWhatRulesSentElsewhere() {
        produce(1, 0, 1);
        records.sink(record(batch(1, 0)));
        ConsumerRecord<byte[], byte[]> routed = record(PAYLOAD);
        new Origin("logs", "logs.events", 1, 1, Books.WINDOW).writeTo(routed.headers());

        records.routed(routed);
        records.routed(record(PAYLOAD));

        Balance balance = books.balance(null, List.of(), false);
        assertThat(balance.routed()).isEqualTo(1);
        assertThat(balance.foreign()).isEqualTo(1);
        assertThat(balance.conserved()).isTrue();
    }

    @Test
    void shouldEnterWhatRulesDropped() {
        produce(1, 0, 7);
        DroppedEvents dropped = new DroppedEvents();
        dropped.add(0, new EventContent(true).of(Books.WINDOW, null, PAYLOAD));
        dropped.add(7, new EventContent(true).of(Books.WINDOW, null, PAYLOAD));

        records.dropped(record(dropped.bytes("logs.events", 1, DropReason.RULE)));
        produce(1, 8);
        dropped.clear();
        dropped.add(8, new EventContent(true).of(Books.WINDOW, null, PAYLOAD));
        records.dropped(record(dropped.bytes("logs.events", 1, DropReason.DUPLICATE)));
        records.dropped(record(dropped.bytes("others", 1, DropReason.RULE)));
        Balance whole = books.balance(null, List.of(), false);
        records.dropped(record(new byte[] {2, 0}));

        assertThat(whole.dropped()).isEqualTo(2);
        assertThat(whole.duplicates()).isEqualTo(1);
        assertThat(whole.foreign()).isEqualTo(1);
        assertThat(whole.conserved()).isTrue();
        assertThat(books.balance(null, List.of(), false).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void shouldNotTakeABatchThatASinkDeadLetteredForAnEvent() {
        byte[] whole = batch(1, 0, 1, 3);
        records.sink(record(whole));

        records.deadLetter(deadLetter(DeadLetter.SINK_STAGE, "logs.batches", 0, Books.id(1, 0, 3), whole));

        Balance balance = books.balance(null, List.of(), false);
        assertThat(balance.deadLettered()).isZero();
        assertThat(balance.sinkDeadLettered()).isEqualTo(3);
        assertThat(balance.repeatedBatches()).isZero();
    }

    @Test
    void shouldCountASingleEventThatASinkRefused() {
        produce(1, 0, 1, 3);
        records.sink(record(batch(1, 0, 1, 3)));
        ConsumerRecord<byte[], byte[]> letter =
                deadLetter(DeadLetter.SINK_STAGE, "logs.events", 1, Books.id(1, 0, 3), PAYLOAD);

        records.deadLetter(letter);
        records.deadLetter(letter);

        Balance balance = books.balance(null, List.of(), false);
        assertThat(balance.sinkDeadLettered()).isEqualTo(1);
        assertThat(balance.deadLettered()).isZero();
        assertThat(balance.conserved()).isTrue();
    }

    /** It is in the batch that it was in at first, however often its sink refuses it. */
    @Test
    void shouldNotCountAnEventTwiceThatWasRedrivenAlone() {
        produce(1, 0, 1, 3);
        records.sink(record(batch(1, 0, 1, 3)));
        records.deadLetter(deadLetter(DeadLetter.SINK_STAGE, "logs.events", 1, Books.id(1, 0, 3), PAYLOAD));
        BatchHeader header = redriven(Books.header(1, 1, 1, 1));
        byte[] alone = batch(header, 1);

        records.redriven(record(alone));
        records.deadLetter(deadLetter(DeadLetter.SINK_STAGE, "logs.redriven", 0, header.batchId(), alone));

        Balance balance = books.balance(null, List.of(), false);
        assertThat(balance.batched()).isEqualTo(3);
        assertThat(balance.sinkDeadLettered()).isEqualTo(1);
        assertThat(balance.conserved()).isTrue();
    }

    /** Of another topic of that name, which is gone with its letters, the ledger says nothing. */
    @Test
    void shouldNotTakeForParkedWhatTheLedgerSaysWasSentBack() {
        produce(1, 0, 1, 3);
        records.sink(record(batch(1, 0, 1, 3)));
        records.deadLetter(deadLetter(DeadLetter.SINK_STAGE, "logs.batches", 0, Books.id(1, 0, 3), batch(1, 0, 1, 3)));

        records.sentBack(entry("an-earlier-one/0/0"));
        records.sentBack(entry("no key"));
        Balance parked = books.balance(null, List.of(), false);
        records.sentBack(entry("id/0/0"));
        Balance sentBack = books.balance(null, List.of(), false);

        assertThat(parked.sinkDeadLettered()).isEqualTo(3);
        assertThat(parked.untraced()).isZero();
        assertThat(sentBack.sinkDeadLettered()).isZero();
        assertThat(sentBack.untraced()).isEqualTo(3);
    }

    private static ConsumerRecord<byte[], byte[]> entry(String key) {
        return new ConsumerRecord<>("logs.redrives", 0, 0, key.getBytes(StandardCharsets.UTF_8), PAYLOAD);
    }

    @Test
    void shouldReadABatchFromItsDeadLetterWhenTheTopicNoLongerHoldsIt() {
        produce(1, 0, 1, 3);

        records.deadLetter(deadLetter(DeadLetter.SINK_STAGE, "logs.batches", 0, Books.id(1, 0, 3), batch(1, 0, 1, 3)));

        Balance balance = books.balance(null, List.of(), false);
        assertThat(balance.batched()).isEqualTo(3);
        assertThat(balance.sinkDeadLettered()).isEqualTo(3);
        assertThat(balance.conserved()).isTrue();
    }

    @Test
    void shouldNotBelieveADeadLetterThatHoldsNoBatch() {
        records.sink(record(batch(1, 0, 1, 3)));

        records.deadLetter(deadLetter(DeadLetter.SINK_STAGE, "logs.batches", 0, Books.id(1, 0, 3), null));

        Balance balance = books.balance(null, List.of(), false);
        assertThat(balance.sinkDeadLettered()).isZero();
        assertThat(balance.at(Standing.UNREADABLE)).hasSize(1);
    }

    @Test
    void shouldNotBeSureOfAPipelineWithRecordsThatCannotBeRead() {
        byte[] whole = batch(1, 0, 1, 3);
        produce(1, 0, 1, 3);
        records.sink(record(whole));
        for (byte[] value :
                new byte[][] {null, "hello".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(whole, whole.length - 2)}) {
            records.sink(record(value));
        }
        records.deadLetter(record(null));

        Balance balance = books.balance(null, List.of(), false);
        assertThat(balance.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(balance.at(Standing.UNREADABLE))
                .containsExactly(Gap.of("logs.batches", 1, 1, List.of(new OffsetRange(0, 0))));
    }

    @Test
    void shouldBeSureAgainWhenASinkHasParkedWhatCannotBeRead() {
        records.sink(record("hello".getBytes(StandardCharsets.UTF_8)));

        records.deadLetter(deadLetter(DeadLetter.SINK_STAGE, "logs.batches", 0, null));

        assertThat(books.balance(null, List.of(), false).conserved()).isTrue();
    }

    @Test
    void shouldCountWhatIsAnotherPipelines() {
        records(books, "other.events").sink(record(batch(1, 0, 1, 3)));
        records.deadLetter(deadLetter("decode", "other.events", 2, null));

        Balance balance = books.balance(null, List.of(), false);
        assertThat(balance.foreign()).isEqualTo(2);
        assertThat(balance.batched()).isZero();
        assertThat(balance.deadLettered()).isZero();
    }

    @Test
    void shouldNotTrustTheNumbersInHeaders() {
        long place = 0;
        for (String offset : new String[] {"-1", "", "9999999999999999999", "1e3", "x"}) {
            ConsumerRecord<byte[], byte[]> letter = deadLetter("decode", "logs.events", 2, null);
            letter.headers().add(DeadLetter.OFFSET, offset.getBytes(StandardCharsets.UTF_8));
            records.deadLetter(at(place++, letter));
        }

        assertThat(books.balance(null, List.of(), false).count(Standing.UNREADABLE))
                .isEqualTo(5);
    }

    private void produce(int partition, long... offsets) {
        for (long offset : offsets) {
            ConsumerRecord<byte[], byte[]> event = new ConsumerRecord<>(
                    "logs.events",
                    partition,
                    offset,
                    Books.WINDOW,
                    TimestampType.CREATE_TIME,
                    -1,
                    PAYLOAD.length,
                    null,
                    PAYLOAD,
                    new RecordHeaders(),
                    Optional.empty());
            records.source(event);
        }
    }

    private static ConsumerRecord<byte[], byte[]> at(long offset, ConsumerRecord<byte[], byte[]> record) {
        ConsumerRecord<byte[], byte[]> moved =
                new ConsumerRecord<>(record.topic(), record.partition(), offset, record.key(), record.value());
        record.headers().forEach(moved.headers()::add);
        return moved;
    }

    private static TopicRecords records(Conservation books, String sourceTopic) {
        Map<String, String> settings = Map.of("pipelines", "logs", "pipelines.logs.source.topic", sourceTopic);
        return new TopicRecords(MillraceConfig.of(settings).pipeline("logs"), books, () -> "id");
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("logs.batches", 1, 0, null, value);
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(String stage, String topic, long offset, String batchId) {
        return deadLetter(stage, topic, offset, batchId, null);
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(
            String stage, String topic, long offset, String batchId, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        new DeadLetter(
                        DeadLetterReason.LATE,
                        stage,
                        "logs",
                        new IllegalStateException(),
                        topic,
                        1,
                        offset,
                        Books.WINDOW,
                        0,
                        batchId,
                        null)
                .writeTo(headers);
        headers.add(DeadLetter.SINK_TYPE, "s3".getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<byte[], byte[]> letter = new ConsumerRecord<>("logs.dlq", 0, 0, null, value);
        headers.forEach(letter.headers()::add);
        return letter;
    }

    private static byte[] batch(int partition, long... offsets) {
        return batch(Books.header(partition, offsets[0], offsets[offsets.length - 1], offsets.length), offsets);
    }

    private static BatchHeader redriven(BatchHeader one) {
        return new BatchHeader(
                BatchHeader.redrivenId(1, one.sourceTopic(), one.sourcePartition(), one.firstOffset()),
                one.pipeline(),
                one.sourceTopic(),
                one.sourcePartition(),
                one.firstOffset(),
                one.lastOffset(),
                one.windowStart(),
                one.windowEnd(),
                one.groupKey(),
                one.format(),
                one.schemaId(),
                one.closeReason(),
                one.eventCount(),
                one.payloadBytes(),
                one.minTimestamp(),
                one.maxTimestamp());
    }

    private static byte[] batch(BatchHeader header, long... offsets) {
        AvroBuffer events = new AvroBuffer(64);
        Event event =
                new Event().at(Books.WINDOW).with(null, new RecordHeaders()).value(PAYLOAD, 0, PAYLOAD.length);
        for (long offset : offsets) {
            EventEncoding.write(events, event.from(header.sourcePartition(), offset));
        }
        BatchWriter writer = new BatchWriter();
        writer.begin(1, header);
        writer.block(offsets.length, events.bytes(), 0, events.size());
        return writer.finish();
    }
}
