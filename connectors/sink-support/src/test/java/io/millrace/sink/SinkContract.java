// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * What every sink keeps, whatever it writes to: its destination and its failures in the real delivery loop. A sink's test
 * class implements the methods and inherits the tests; where the outside system rejects single events, it implements
 * {@link EventRejectionContract}.
 */
public interface SinkContract {
    /** How the outside system answers. */
    enum Answer {
        /** It takes what comes. */
        TAKES,
        /** It does not answer, or says that it cannot at the moment. */
        UNAVAILABLE,
        /** It refuses each batch for what the batch is. */
        REFUSES_THE_BATCH,
        /** It refuses everybody, as without permission. */
        FORBIDS
    }

    /** An event that every sink takes. */
    String EVENT = "{\"a\":1}";

    /** Text for an event of which a few copies more in memory are seen. */
    String LARGE = "x".repeat(900_000);

    Duration OUTAGE = Duration.ofMinutes(10);

    /** The sink under test, before an empty outside system that takes what comes. */
    Destination destination();

    /** The same for another task, on another worker. */
    Destination twin();

    Failures failures();

    /** What the outside system holds by now, by batch id, in a form that {@code equals} compares. */
    Map<String, ?> stored();

    /** The field {@code a} of each event that the outside system holds, as often as it holds the event. */
    List<Integer> storedNumbers();

    /** Makes the outside system answer so from now on. */
    void answer(Answer answer);

    @Test
    default void shouldLeaveTheSameWhenABatchIsDeliveredAgain() throws Exception {
        byte[] batch = TestBatches.json(40, "{\"a\":1}", "{\"a\":2}");
        assertThat(destination().deliver(TestBatches.open(batch))).isEqualTo(new Outcome.Delivered());
        Map<String, ?> once = Map.copyOf(stored());

        destination().deliver(TestBatches.open(batch.clone()));

        assertThat(stored()).hasSize(1).isEqualTo(once);
    }

    @Test
    default void shouldKeepBatchesApartThatBeginAtTheSameOffset() throws Exception {
        EventBatch shorter = TestBatches.open(TestBatches.json(40, "{\"a\":1}"));
        EventBatch longer = TestBatches.open(TestBatches.json(40, "{\"a\":1}", "{\"a\":2}"));

        destination().deliver(longer);
        destination().deliver(shorter);

        assertThat(stored()).hasSize(2);
    }

    @Test
    default void shouldBlameTheBatchForWhatIsInIt() {
        assertThat(failures().classify(new MalformedAvroException("met the end")))
                .isEqualTo(Failures.Kind.REFUSED);
        assertThat(failures().classify(new BatchRefusedException(DeadLetterReason.UNKNOWN_SCHEMA, "id 9")))
                .isEqualTo(Failures.Kind.REFUSED);
    }

    @Test
    default void shouldWaitForASystemThatDoesNotAnswer() {
        assertThat(failures().classify(new ConnectException("refused"))).isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures().classify(new SocketTimeoutException("60 s"))).isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures().classify(new IOException("connection reset"))).isEqualTo(Failures.Kind.RETRIABLE);
    }

    @Test
    default void shouldStopForWhatNobodyForesaw() {
        assertThat(failures().classify(new IllegalStateException())).isEqualTo(Failures.Kind.FATAL);
        assertThat(failures().classify(new OutOfMemoryError())).isEqualTo(Failures.Kind.FATAL);
        assertThat(failures().classify(new InterruptedException())).isEqualTo(Failures.Kind.FATAL);
    }

    /** As long as an outage may be; clock and pauses are hastened alike. */
    @Test
    default void shouldRetryThroughAnOutageWithoutADeadLetterAndHoldNoMoreMeanwhile() {
        answer(Answer.UNAVAILABLE);
        AtomicLong polled = new AtomicLong();
        InFlight inFlight = new InFlight(RunningSink.THREADS, Integer.MAX_VALUE);
        try (RunningSink sink = new RunningSink(destination(), failures(), inFlight, RunningSink.Pace.HASTENED)) {
            pollUntil(sink, polled, () -> sink.metrics.getOutage() == 1 && sink.metrics.getPausedPartitions() == 2);
            long retries = sink.metrics.getRetries();
            long until = sink.metrics.getOldestUnfinishedMs() + OUTAGE.toMillis();
            long heap = Heap.used();

            pollUntil(
                    sink,
                    polled,
                    () -> sink.metrics.getOldestUnfinishedMs() > until && sink.metrics.getRetries() > retries + 5);

            // One attempt has copies of its own for a while.
            await().until(() -> Heap.used() < heap + 4 * LARGE.length());
            assertThat(polled).hasValue(RunningSink.THREADS);
            assertThat(sink.metrics)
                    .extracting(SinkMetrics::getInFlight, SinkMetrics::getPausedPartitions, SinkMetrics::getOutage)
                    .containsExactly((long) RunningSink.THREADS, 2, 1);
            assertThat(sink.committable(polled.get())).isZero();
            assertThat(stored()).isEmpty();

            answer(Answer.TAKES);

            sink.awaitCommittable(polled.get(), polled.get());
            await().until(() -> sink.metrics.getInFlight() == 0);
            sink.put();
            assertThat(sink.context.paused).isEmpty();
            assertThat(sink.producer.history()).isEmpty();
            assertThat(storedNumbers()).containsExactlyInAnyOrder(0, 1, 2, 3);
        }
    }

    /** Plays Connect, which polls what partitions have that are not paused. */
    private static void pollUntil(RunningSink sink, AtomicLong polled, Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(1)).until(() -> {
            if (sink.context.paused.isEmpty()) {
                long offset = polled.getAndIncrement();
                sink.put(RunningSink.batch(offset, TestBatches.event(offset, LARGE)));
            } else {
                sink.put();
            }
            return condition.call();
        });
    }

    /** As after a rebalance that a task was frozen in: when it thaws, it goes on with what the next one is delivering. */
    @Test
    default void shouldStoreEachEventOnceWhenTwoTasksDeliverAPartitionAtTheSameTime() {
        int count = 20;
        Meetings meetings = new Meetings();
        try (RunningSink frozen = new RunningSink(meetings.of(destination()), failures(), 4);
                RunningSink next = new RunningSink(meetings.of(twin()), failures(), 4)) {
            frozen.put(numbered(count));
            next.put(numbered(count));

            frozen.awaitCommittable(count, count);
            next.awaitCommittable(count, count);
            assertThat(List.of(frozen, next)).allSatisfy(sink -> {
                assertThat(sink.metrics.getEvents()).isEqualTo(3 * count);
                assertThat(sink.producer.history()).isEmpty();
            });
        }
        assertThat(meetings.met()).isPositive();
        assertThat(stored()).hasSize(count);
        assertThat(storedNumbers())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 3 * count).boxed().toList());
    }

    /** Batches of three events each. */
    private static SinkRecord[] numbered(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> RunningSink.batch(
                        i,
                        TestBatches.event(3 * i, ""),
                        TestBatches.event(3 * i + 1, ""),
                        TestBatches.event(3 * i + 2, "")))
                .toArray(SinkRecord[]::new);
    }

    @Test
    default void shouldCommitNoOffsetBeforeTheBatchesBelowItAreDelivered() {
        CountDownLatch first = new CountDownLatch(1);
        Destination slow = batch -> {
            if (batch.header().firstOffset() == 0) {
                first.await();
            }
            return destination().deliver(batch);
        };
        try (RunningSink sink = new RunningSink(slow, failures(), 4)) {
            sink.put(RunningSink.batch(0, EVENT), RunningSink.batch(1, EVENT), RunningSink.batch(2, EVENT));
            await().until(() -> sink.metrics.getInFlight() == 1);
            assertThat(stored()).hasSize(2);
            assertThat(sink.committable(3)).isZero();

            first.countDown();

            sink.awaitCommittable(3, 3);
            assertThat(stored()).hasSize(3);
        }
    }

    @Test
    default void shouldWriteARefusedBatchToTheDeadLetterTopicWholeAndOnce() {
        answer(Answer.REFUSES_THE_BATCH);
        try (RunningSink sink = new RunningSink(destination(), failures(), 4)) {
            SinkRecord refused = RunningSink.batch(7, EVENT, EVENT);
            sink.put(refused);
            sink.awaitDeadLetters(1);
            assertThat(sink.committable(8)).isEqualTo(7);

            sink.acknowledge();

            sink.awaitCommittable(8, 8);
            ProducerRecord<byte[], byte[]> letter = sink.producer.history().get(0);
            assertThat(sink.producer.history()).hasSize(1);
            assertThat(letter.topic()).isEqualTo("clicks.dlq");
            assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(letter.value()).isEqualTo((byte[]) refused.value());
            assertThat(sink.deadLetterHeaders(DeadLetter.SINK)).containsExactly(RunningSink.NAME);
            assertThat(sink.deadLetterHeaders(DeadLetter.BATCH_ID)).containsExactly("clicks.events-3-70-71");
            assertThat(sink.deadLetterHeaders(DeadLetter.OFFSET)).containsExactly("7");
            assertThat(stored()).isEmpty();
        }
    }

    @Test
    default void shouldStopWhereNoBatchWouldBeTaken() {
        answer(Answer.FORBIDS);
        try (RunningSink sink = new RunningSink(destination(), failures(), 4)) {
            sink.put(RunningSink.batch(7, EVENT));

            sink.awaitFailure(Exception.class);

            assertThatThrownBy(() -> sink.committable(8)).hasMessageContaining("clicks.batches-0, offset 7");
            assertThat(sink.producer.history()).isEmpty();
            assertThat(stored()).isEmpty();
        }
    }

    /** The batches are stored, but no offset is committed, when the task stops; the next one gets them again. */
    @Test
    default void shouldLeaveTheSameWhenATaskStopsInTheMiddle() {
        SinkRecord[] batches = {RunningSink.batch(0, EVENT), RunningSink.batch(1, EVENT), RunningSink.batch(2, EVENT)};
        CountDownLatch never = new CountDownLatch(1);
        Destination storesAndHangs = batch -> {
            Outcome outcome = destination().deliver(batch);
            if (batch.header().firstOffset() < 20) {
                never.await();
            }
            return outcome;
        };
        try (RunningSink sink = new RunningSink(storesAndHangs, failures(), 4)) {
            sink.put(batches);
            await().until(() -> stored().size() == 3 && sink.metrics.getInFlight() == 2);
            assertThat(sink.committable(3)).isZero();
            sink.delivery.stop();
            await().until(() -> sink.metrics.getInFlight() == 0);
            assertThat(sink.producer.history()).isEmpty();
        }
        Map<String, ?> once = Map.copyOf(stored());

        try (RunningSink next = new RunningSink(destination(), failures(), 4)) {
            next.put(batches);
            next.awaitCommittable(3, 3);
        }
        assertThat(stored()).hasSize(3).isEqualTo(once);
    }

    @Test
    default void shouldWorkOnNoMoreBytesAtOnceThanTheLimit() {
        SinkRecord[] batches = LongStream.range(0, 20)
                .mapToObj(i -> RunningSink.batch(i, EVENT))
                .toArray(SinkRecord[]::new);
        int size = ((byte[]) batches[batches.length - 1].value()).length;
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger atWork = new AtomicInteger();
        Destination slow = batch -> {
            atWork.incrementAndGet();
            held.await();
            return destination().deliver(batch);
        };
        try (RunningSink sink = new RunningSink(slow, failures(), new InFlight(100, 2 * size + 1))) {
            sink.put(batches);
            assertThat(sink.context.paused).isNotEmpty();
            await().until(() -> RunningSink.threadsWaitingForMemory() == RunningSink.THREADS - 2);
            assertThat(atWork).hasValue(2);

            held.countDown();

            sink.awaitCommittable(20, 20);
            await().until(() -> sink.metrics.getInFlight() == 0);
            sink.put();
            assertThat(sink.context.paused).isEmpty();
            assertThat(stored()).hasSize(20);
        }
    }
}
