// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What a sink keeps beside {@link SinkContract} when its outside system rejects single events of a batch. */
public interface EventRejectionContract extends SinkContract {
    /** An event that the outside system rejects for what it is, as a JSON object. */
    String rejectedEvent();

    @Test
    default void shouldSayWhichEventsAreRejectedAndWhy() throws Exception {
        Outcome outcome = destination()
                .deliver(TestBatches.open(TestBatches.json(40, EVENT, rejectedEvent(), EVENT, rejectedEvent())));

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(outcome.rejected()).containsOnlyKeys(1, 3);
        assertThat(outcome.rejected().values())
                .allSatisfy(cause -> assertThat(cause.getMessage()).isNotBlank());
    }

    @Test
    default void shouldWriteTheRejectedEventsAndOnlyTheseToTheDeadLetterTopic() throws Exception {
        try (RunningSink sink = new RunningSink(destination(), failures(), 4)) {
            sink.put(RunningSink.batch(7, EVENT, rejectedEvent(), EVENT, rejectedEvent()));
            sink.awaitDeadLetters(2);
            assertThat(sink.committable(8)).isEqualTo(7);
            sink.producer.completeNext();
            assertThat(sink.committable(8)).isEqualTo(7);

            sink.acknowledge();

            sink.awaitCommittable(8, 8);
            assertThat(sink.producer.history()).hasSize(2).allSatisfy(this::assertIsTheRejectedEvent);
            assertThat(sink.deadLetterHeaders(DeadLetter.OFFSET)).containsExactly("71", "73");
            assertThat(sink.metrics)
                    .extracting(SinkMetrics::getBatches, SinkMetrics::getEvents, SinkMetrics::getDeadLetters)
                    .containsExactly(1L, 2L, 2L);
            assertThat(stored()).hasSize(1);
        }
    }

    private void assertIsTheRejectedEvent(ProducerRecord<byte[], byte[]> letter) {
        assertThat(letter.topic()).isEqualTo("clicks.dlq");
        assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(letter.value()).isEqualTo(rejectedEvent().getBytes(UTF_8));
        assertThat(letter.headers().headers("trace"))
                .extracting(header -> header.key(), header -> header.value())
                .containsExactly(tuple("trace", new byte[] {(byte) 0xff, 1}));
        assertThat(DeadLetter.text(letter.headers(), DeadLetter.TOPIC)).isEqualTo("clicks.events");
        assertThat(DeadLetter.text(letter.headers(), DeadLetter.PARTITION)).isEqualTo("3");
        assertThat(DeadLetter.text(letter.headers(), DeadLetter.BATCH_ID)).isEqualTo("clicks.events-3-70-73");
        assertThat(DeadLetter.text(letter.headers(), DeadLetter.SINK)).isEqualTo(RunningSink.NAME);
        assertThat(DeadLetter.text(letter.headers(), DeadLetter.REASON)).isNotBlank();
    }

    /** Each answers for what is rejected, for it does not know what becomes of the other. */
    @Test
    default void shouldStoreTheOtherEventsOnceWhenTwoTasksDeliverAPartitionAtTheSameTime() {
        SinkRecord[] batches = LongStream.range(0, 10)
                .mapToObj(i -> RunningSink.batch(i, TestBatches.event(i, ""), rejectedEvent()))
                .toArray(SinkRecord[]::new);
        Meetings meetings = new Meetings();
        try (RunningSink frozen = new RunningSink(meetings.of(destination()), failures(), 4);
                RunningSink next = new RunningSink(meetings.of(twin()), failures(), 4)) {
            List<RunningSink> tasks = List.of(frozen, next);
            tasks.forEach(task -> task.put(batches));

            await().until(() -> {
                tasks.forEach(RunningSink::acknowledge);
                return tasks.stream().allMatch(task -> task.committable(10) == 10);
            });

            assertThat(tasks).allSatisfy(task -> assertThat(task.deadLetterHeaders(DeadLetter.OFFSET))
                    .containsExactlyInAnyOrder("1", "11", "21", "31", "41", "51", "61", "71", "81", "91"));
        }
        assertThat(storedNumbers()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    default void shouldSendOnlyTheDeadLetterAgainThatHasFailed() {
        try (RunningSink sink = new RunningSink(destination(), failures(), 4)) {
            sink.put(RunningSink.batch(7, rejectedEvent(), rejectedEvent(), rejectedEvent()));
            sink.awaitDeadLetters(3);

            sink.producer.completeNext();
            sink.producer.errorNext(new TimeoutException("no broker"));
            sink.producer.completeNext();

            sink.awaitDeadLetters(4);
            assertThat(sink.deadLetterHeaders(DeadLetter.OFFSET)).containsExactly("70", "71", "72", "71");
            assertThat(sink.committable(8)).isEqualTo(7);
            sink.acknowledge();
            sink.awaitCommittable(8, 8);
            assertThat(sink.metrics.getDeadLetters()).isEqualTo(3);
        }
    }

    /** One letter is acknowledged and one is not when the task ends: the next one writes both. */
    @Test
    default void shouldLoseNoRejectedEventWhenATaskEndsBeforeItsOffsetIsCommitted() {
        try (RunningSink sink = new RunningSink(destination(), failures(), 4)) {
            sink.put(RunningSink.batch(7, EVENT, rejectedEvent(), rejectedEvent()));
            sink.awaitDeadLetters(2);
            sink.producer.completeNext();
            assertThat(sink.committable(8)).isEqualTo(7);
            sink.delivery.stop();
            await().until(() -> sink.metrics.getInFlight() == 0);
        }
        Map<String, ?> once = Map.copyOf(stored());

        try (RunningSink next = new RunningSink(destination(), failures(), 4)) {
            next.put(RunningSink.batch(7, EVENT, rejectedEvent(), rejectedEvent()));
            next.awaitDeadLetters(2);
            next.acknowledge();
            next.awaitCommittable(8, 8);
            assertThat(next.deadLetterHeaders(DeadLetter.OFFSET)).containsExactly("71", "72");
        }
        assertThat(stored()).isEqualTo(once);
    }
}
