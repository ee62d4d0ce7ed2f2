// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.Event;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunConsumerTest {
    private static final TopicPartition ONE = new TopicPartition("p.events", 0);
    private static final TopicPartition OTHER = new TopicPartition("p.events", 1);

    private final MockConsumer<ByteBuffer, ByteBuffer> kafka = new MockConsumer<>("earliest");
    private final Consumer<byte[], byte[]> runs = RunConsumer.over("p.events", kafka);
    private final RunDeserializer deserializer = new RunDeserializer();

    /** Another consumer of this thread may have told of the same. */
    @BeforeEach
    @BeforeTry
    void knowNothing() {
        KnownPositions.ofThisThread().told.clear();
    }

    /** Nor may tests to come, of topologies on this thread, ask this consumer. */
    @AfterEach
    @AfterTry
    void forgetConsumer() {
        KnownPositions.ofThisThread().consumer = null;
    }

    private void holding(List<ConsumerRecord<ByteBuffer, ByteBuffer>> events) {
        kafka.assign(List.of(ONE, OTHER));
        kafka.updateBeginningOffsets(Map.of(ONE, 0L, OTHER, 0L));
        kafka.setMaxPollRecords(Integer.MAX_VALUE);
        events.forEach(kafka::addRecord);
    }

    private static ConsumerRecord<ByteBuffer, ByteBuffer> event(
            TopicPartition at, long offset, long timestamp, byte[] key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                slice(key),
                slice(value),
                headers,
                Optional.of(7));
    }

    /** In the middle of other bytes, as what was fetched is. */
    private static ByteBuffer slice(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer fetched = ByteBuffer.allocate(bytes.length + 9);
        fetched.position(4).put(bytes).flip().position(4);
        return fetched.slice();
    }

    private static ConsumerRecord<ByteBuffer, ByteBuffer> event(TopicPartition at, long offset, int bytes) {
        return event(at, offset, 1, null, new byte[bytes], new RecordHeaders());
    }

    private EventRun run(ConsumerRecord<byte[], byte[]> record) {
        return deserializer.deserialize(record.topic(), record.headers(), record.value());
    }

    /** However the events lie, with gaps and of any size: each comes once, in order, in runs that keep their bounds. */
    @Property(tries = 100)
    void shouldHandOutEachEventOnce(@ForAll long seed) {
        Random random = new Random(seed);
        RunConsumerTest fresh = new RunConsumerTest();
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> events = new ArrayList<>();
        long offset = 0;
        for (int i = random.nextInt(2_000); i > 0; i--) {
            offset += 1 + (random.nextInt(5) == 0 ? random.nextInt(1_000) : 0);
            int bytes = random.nextInt(50) == 0 ? random.nextInt(3 << 20) : random.nextInt(500);
            events.add(event(ONE, offset, bytes));
        }
        fresh.holding(events);

        ConsumerRecords<byte[], byte[]> polled = fresh.runs.poll(Duration.ZERO);

        Event event = new Event();
        int next = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled.records(ONE)) {
            EventRun run = fresh.run(record);
            assertThat(record.offset()).isEqualTo(run.offset(0));
            assertThat(run.size()).isBetween(1, EventRun.MAX_EVENTS);
            long bytes = 0;
            for (int i = 0; i < run.size(); i++) {
                run.read(i, event);
                assertThat(event.offset())
                        .isEqualTo(run.offset(i))
                        .isEqualTo(events.get(next++).offset());
                bytes += event.valueLength();
            }
            assertThat(run.size() == 1 || bytes <= EventRun.MAX_BYTES).isTrue();
        }
        assertThat(next).isEqualTo(events.size());
    }

    @Test
    void shouldTellWhereToGoOnBehindTheLastEvent() {
        holding(List.of(event(ONE, 3, 1), event(ONE, 9, 1), event(OTHER, 5, 1)));

        ConsumerRecords<byte[], byte[]> polled = runs.poll(Duration.ZERO);

        assertThat(polled.nextOffsets())
                .extractingByKey(ONE)
                .extracting(OffsetAndMetadata::offset)
                .isEqualTo(10L);
        assertThat(polled.nextOffsets())
                .extractingByKey(OTHER)
                .extracting(OffsetAndMetadata::offset)
                .isEqualTo(6L);
        assertThat(polled.records(ONE)).hasSize(1).first().satisfies(run -> {
            assertThat(run.offset()).isEqualTo(3);
            assertThat(run.leaderEpoch()).contains(7);
        });
    }

    /** A commit that names no partition is not refused, whoever owns them by then. */
    @Test
    void shouldTellThePositionOfPartitionsThatHadNoEventYet() {
        holding(List.of(event(ONE, 3, 1)));
        kafka.pause(List.of(OTHER));
        assertThat(runs.poll(Duration.ZERO).nextOffsets()).containsOnlyKeys(ONE);
        assertThat(KnownPositions.has(ONE)).isTrue();
        assertThat(KnownPositions.has(OTHER)).isFalse();

        runs.resume(List.of(OTHER));

        assertThat(runs.poll(Duration.ZERO).nextOffsets())
                .extractingByKey(OTHER)
                .extracting(OffsetAndMetadata::offset)
                .isEqualTo(0L);
        assertThat(KnownPositions.has(OTHER)).isTrue();
        assertThat(runs.poll(Duration.ZERO).nextOffsets()).isEmpty();
    }

    @Test
    void shouldKnowTheOffsetsOfTheGroup() {
        holding(List.of());
        kafka.commitSync(Map.of(ONE, new OffsetAndMetadata(3)));

        assertThat(runs.committed(Set.of(ONE, OTHER))).containsKey(ONE);

        assertThat(KnownPositions.committed(ONE)).isEqualTo(3);
        assertThat(KnownPositions.committed(OTHER)).isEqualTo(-1);
    }

    /** As a partition is whose task is made anew. */
    @Test
    void shouldTellItAgainAfterAPause() {
        holding(List.of());
        runs.poll(Duration.ZERO);

        runs.pause(List.of(ONE));
        runs.resume(List.of(ONE));

        assertThat(KnownPositions.has(ONE)).isFalse();
        assertThat(runs.poll(Duration.ZERO).nextOffsets()).containsOnlyKeys(ONE);
    }

    @Test
    void shouldKeepAllOfAnEvent() {
        Headers headers = new RecordHeaders().add("trace", new byte[] {1});
        byte[] key = "key".getBytes(UTF_8);
        byte[] value = "value".getBytes(UTF_8);
        holding(List.of(event(OTHER, 4, -5, key, value, headers), event(OTHER, 5, 6, null, null, headers)));

        EventRun run = run(runs.poll(Duration.ZERO).records(OTHER).get(0));

        Event event = new Event();
        run.read(0, event);
        assertThat(event.partition()).isEqualTo(1);
        assertThat(event.offset()).isEqualTo(4);
        assertThat(event.recordTimestamp()).isEqualTo(-5);
        assertThat(event.headers()).isSameAs(headers);
        assertThat(part(event.keyBytes(), event.keyFrom(), event.keyLength())).isEqualTo(key);
        assertThat(part(event.valueBytes(), event.valueFrom(), event.valueLength()))
                .isEqualTo(value);
        run.read(1, event);
        assertThat(event.keyLength()).isEqualTo(-1);
        assertThat(event.valueBytes()).isNull();
    }

    private static byte[] part(byte[] bytes, int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** Kafka Streams drops a record without a word when it is negative, and hangs when it is near the end of time. */
    @Test
    void shouldShowKafkaStreamsNoTimestampThatItCannotLiveWith() {
        byte[] value = {1};
        Headers none = new RecordHeaders();
        holding(List.of(event(ONE, 0, -1, null, value, none), event(OTHER, 0, Long.MAX_VALUE, null, value, none)));

        ConsumerRecords<byte[], byte[]> polled = runs.poll(Duration.ZERO);

        assertThat(polled.records(ONE).get(0).timestamp()).isZero();
        assertThat(polled.records(OTHER).get(0).timestamp()).isEqualTo(253_402_300_799_999L);
    }

    @Test
    void shouldRefuseARecordOfAnotherConsumer() {
        assertThatThrownBy(() -> deserializer.deserialize("p.events", new RecordHeaders(), new byte[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p.events");
    }
}
