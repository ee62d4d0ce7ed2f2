// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.BatchHeaders;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.payload.BatchRefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class DeadLetterWriterTest {
    private static final TopicPartition PARTITION = new TopicPartition("clicks.batches", 2);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final ReadTopics READS = new ReadTopics(Set.of(), Pattern.compile("clicks\\.batches|loop\\..*"));

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    private ProducerRecord<byte[], byte[]> written(String topic, byte[] value, Exception cause) throws Exception {
        return written(PARTITION, topic, value, cause);
    }

    private ProducerRecord<byte[], byte[]> written(TopicPartition from, String topic, byte[] value, Exception cause)
            throws Exception {
        SinkRecord record = TestBatches.record(from, 11, value);
        record.headers()
                .add(BatchHeaders.VERSION, Integer.toString(EventBatch.VERSION).getBytes(UTF_8), Schema.BYTES_SCHEMA);
        writer(topic).ofBatch(new BatchRecord(record), cause).write();
        return producer.history().get(0);
    }

    private DeadLetterWriter writer(String topic) {
        return new DeadLetterWriter(producer, topic, READS, "lake", "s3", InstantSource.fixed(NOW));
    }

    private static String text(ProducerRecord<byte[], byte[]> letter, String header) {
        return DeadLetter.text(letter.headers(), header);
    }

    @Test
    void shouldKeepKeyValueAndHeadersAndSayWhatHappened() throws Exception {
        byte[] value = TestBatches.json(40, "{}", "{}");

        ProducerRecord<byte[], byte[]> letter = written("", value, new IllegalArgumentException("too long"));

        assertThat(letter.topic()).isEqualTo("clicks.dlq");
        assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.timestamp()).isEqualTo(NOW.toEpochMilli());
        assertThat(text(letter, BatchHeaders.VERSION)).isEqualTo(Integer.toString(EventBatch.VERSION));
        assertThat(text(letter, DeadLetter.REASON)).isEqualTo("SINK_REJECTED");
        assertThat(text(letter, DeadLetter.STAGE)).isEqualTo("sink");
        assertThat(text(letter, DeadLetter.SINK)).isEqualTo("lake");
        assertThat(text(letter, DeadLetter.SINK_TYPE)).isEqualTo("s3");
        assertThat(text(letter, DeadLetter.PIPELINE)).isEqualTo("clicks");
        assertThat(text(letter, DeadLetter.BATCH_ID)).isEqualTo("clicks.events-3-40-41");
        assertThat(text(letter, DeadLetter.TOPIC)).isEqualTo("clicks.batches");
        assertThat(text(letter, DeadLetter.PARTITION)).isEqualTo("2");
        assertThat(text(letter, DeadLetter.OFFSET)).isEqualTo("11");
        assertThat(text(letter, DeadLetter.MESSAGE)).isEqualTo("too long");
        assertThat(text(letter, DeadLetter.TIMESTAMP)).isEqualTo(Long.toString(TestBatches.FIRST_TIMESTAMP));
    }

    @Test
    void shouldParkWhatCannotBeRead() throws Exception {
        Exception cause = new BatchRefusedException(DeadLetterReason.MALFORMED, "no batch");

        ProducerRecord<byte[], byte[]> letter = written("all.dlq", null, cause);

        assertThat(letter.topic()).isEqualTo("all.dlq");
        assertThat(letter.value()).isNull();
        assertThat(text(letter, DeadLetter.REASON)).isEqualTo("MALFORMED");
        assertThat(text(letter, DeadLetter.BATCH_ID)).isNull();
    }

    @Test
    void shouldGoToThePipelineThatTheBatchNamesWhateverItsTopicIsCalled() throws Exception {
        TopicPartition renamed = new TopicPartition("foo-out", 0);

        ProducerRecord<byte[], byte[]> letter =
                written(renamed, "", TestBatches.json(40, "{}"), new IllegalArgumentException("too long"));

        assertThat(letter.topic()).isEqualTo("clicks.dlq");
        assertThat(text(letter, DeadLetter.PIPELINE)).isEqualTo("clicks");
    }

    @Test
    void shouldGoByTheTopicsNameWhenTheBatchCannotBeRead() throws Exception {
        TopicPartition renamed = new TopicPartition("foo-out", 0);
        Exception cause = new BatchRefusedException(DeadLetterReason.MALFORMED, "no batch");

        ProducerRecord<byte[], byte[]> letter = written(renamed, "", new byte[] {1, 2, 3}, cause);

        assertThat(letter.topic()).isEqualTo("foo-out.dlq");
        assertThat(text(letter, DeadLetter.PIPELINE)).isEqualTo("foo-out");
    }

    @Test
    void shouldWaitForBrokersAndForWhatIsMendedThere() {
        assertThat(List.of(
                        new UnknownTopicOrPartitionException(),
                        new TopicAuthorizationException("clicks.dlq"),
                        new RecordTooLargeException("limit")))
                .extracting(DeadLetterWriter::classify)
                .containsOnly(Failures.Kind.RETRIABLE);
        assertThat(DeadLetterWriter.classify(new InvalidTopicException("a b"))).isEqualTo(Failures.Kind.FATAL);
    }

    @Test
    void shouldNeverWriteToATopicThatTheSinkReads() {
        assertThatThrownBy(() -> written("loop.dlq", TestBatches.json(40, "{}"), new IllegalArgumentException("no")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("loop.dlq", "topics.regex", "dead.letter.topic");
        assertThat(producer.history()).isEmpty();
    }

    /** A batch holds Avro events without the prefix that they had on their topic. */
    @Test
    void shouldRestoreAnAvroEventAsItWasOnItsTopic() throws Exception {
        byte[] first = {2, 'a'};
        byte[] second = {2, 'b'};
        EventBatch batch = TestBatches.open(TestBatches.avro(258, 40, List.of(first, second)));

        int written = writer("")
                .ofEvents(plain(), batch, Map.of(1, new IllegalArgumentException("no such column")))
                .write();

        ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
        assertThat(written).isEqualTo(1);
        assertThat(producer.history()).hasSize(1);
        assertThat(letter.value()).isEqualTo(new byte[] {0, 0, 0, 1, 2, 2, 'b'});
        assertThat(text(letter, DeadLetter.OFFSET)).isEqualTo("41");
        assertThat(text(letter, DeadLetter.TOPIC)).isEqualTo("clicks.events");
        assertThat(text(letter, DeadLetter.MESSAGE)).isEqualTo("no such column");
        assertThat(text(letter, DeadLetter.TIMESTAMP)).isEqualTo(Long.toString(TestBatches.FIRST_TIMESTAMP + 1_000));
    }

    @Test
    void shouldRefuseAnIndexThatTheBatchDoesNotHold() {
        EventBatch batch = TestBatches.open(TestBatches.json(40, "{}", "{}"));
        DeadLetters letters =
                writer("").ofEvents(plain(), batch, Map.of(0, new Exception("no"), 2, new Exception("no")));

        assertThatThrownBy(letters::write)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("clicks.events-3-40-41", "2 events", "only 1");
    }

    @Test
    void shouldWriteNothingWhenNothingIsRejected() throws Exception {
        DeadLetters none = writer("").ofEvents(plain(), TestBatches.open(TestBatches.json(40, "{}")), Map.of());

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.write()).isZero();
        assertThat(producer.history()).isEmpty();
    }

    /** The event itself does not say it, because a sink stores its headers. */
    @Test
    void shouldCountUpHowOftenARedrivenEventHasFailed() throws Exception {
        EventBatch batch = TestBatches.open(TestBatches.grouped(new byte[] {7}, 40, "{}"));
        BatchRecord redriven = plain();
        redriven.sinkRecord().headers().addBytes(DeadLetter.ATTEMPTS, new byte[] {'2'});

        writer("").ofEvents(redriven, batch, Map.of(0, new Exception("no"))).write();
        writer("").ofEvents(plain(), batch, Map.of(0, new Exception("no"))).write();

        assertThat(producer.history())
                .extracting(letter -> text(letter, DeadLetter.ATTEMPTS))
                .containsExactly("3", "1");
        assertThat(producer.history()
                        .get(0)
                        .headers()
                        .lastHeader(DeadLetter.GROUP_KEY)
                        .value())
                .containsExactly(7);
    }

    private static BatchRecord plain() {
        return new BatchRecord(TestBatches.record(RunningSink.A, 5, new byte[0]));
    }
}
