package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.DeadLetterReason;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final TopicPartition A = new TopicPartition("clicks.batches", 0);
    private static final TopicPartition B = new TopicPartition("clicks.batches", 1);
    private static final Exception REFUSAL = new BatchRefusedException(DeadLetterReason.SINK_REJECTED, "no");

    private static final ReadTopics READS = new ReadTopics(Set.of("clicks.batches"), null);
    private static final int THREADS = 4;

    private final FakeOffsets offsets = new FakeOffsets();
    private final FakeContext context = new FakeContext(A, B);
    private FakeDestination destination = new FakeDestination();
    private final SinkMetrics metrics = new SinkMetrics(System::nanoTime);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Delivery delivery = delivery(4);

    private Delivery delivery(int maxInFlight) {
        return delivery(new Room(maxInFlight, Integer.MAX_VALUE));
    }

    private Delivery delivery(Room room) {
        Failures failures = failure -> Failures.ofReading(failure)
                .orElse(failure instanceof IOException ? FailureKind.RETRIABLE : FailureKind.FATAL);
        DeadLetterWriter deadLetters = new DeadLetterWriter(producer, "", READS, "s3", InstantSource.system());
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), new Random(1));
        BatchDelivery settlement =
                new BatchDelivery(destination, failures, deadLetters, backoff, room, System::nanoTime, metrics);
        ExpiredBatches expired = new ExpiredBatches(offsets, metrics);
        Delivery started =
                new Delivery(context, settlement, metrics, room, expired, Delivery.threads("s3", THREADS), () -> {});
        started.open(List.of(A, B));
        return started;
    }

    @AfterEach
    @AfterTry
    void stop() {
        delivery.stop();
    }

    private static List<SinkRecord> batches(TopicPartition partition, long... offsets) {
        return LongStream.of(offsets)
                .mapToObj(offset -> TestBatches.record(partition, offset, TestBatches.json(offset, "{}")))
                .toList();
    }

    private Map<TopicPartition, OffsetAndMetadata> committable(long proposed) {
        return delivery.preCommit(Map.of(A, new OffsetAndMetadata(proposed)));
    }

    private void awaitCommittable(long proposed, long expected) {
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> committable(proposed).get(A).offset() == expected);
    }

    @Test
    void shouldTakeMoreThanTheBoundWithoutWaitingAndPauseThePartitions() {
        delivery.put(batches(A, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));

        assertThat(context.paused).containsExactlyInAnyOrder(A, B);
        assertThat(context.timeout).isEqualTo(Delivery.PAUSED_POLL_MS);
        await().until(() -> destination.attempts.size() == 4);
        assertThat(metrics.getInFlight()).isEqualTo(10);
    }

    @Test
    void shouldResumeBelowTheBound() {
        delivery.put(batches(A, 0, 1, 2, 3));
        assertThat(context.paused).isNotEmpty();

        destination.letPass(2);
        await().until(() -> metrics.getInFlight() == 3);
        delivery.put(List.of());

        assertThat(context.paused).isEmpty();
        assertThat(context.timeout).isEqualTo(Delivery.BUSY_POLL_MS);
    }

    @Test
    void shouldPauseAPartitionThatArrivesDuringAnOutage() {
        delivery.put(batches(A, 0, 1, 2, 3));
        TopicPartition late = new TopicPartition("clicks.batches", 2);
        context.assignment.add(late);

        delivery.open(List.of(late));

        assertThat(context.paused).contains(late);
    }

    @Property(tries = 100)
    void shouldCommitUpToTheFirstUnfinishedBatchInWhateverOrderTheyFinish(
            @ForAll @IntRange(min = 1, max = 24) int count, @ForAll Random random) {
        List<Long> offsets = new ArrayList<>(
                random.longs(0, 100).distinct().limit(count).sorted().boxed().toList());
        long proposed = 1_000;
        destination = new FakeDestination();
        delivery = delivery(count);
        delivery.put(batches(A, offsets.stream().mapToLong(Long::longValue).toArray()));
        List<Long> order = new ArrayList<>(offsets);
        Collections.shuffle(order, random);

        for (long offset : order) {
            assertThat(committable(proposed).get(A).offset()).isEqualTo(offsets.get(0));
            destination.letPass(offset);
            offsets.remove(offset);
            awaitCommittable(proposed, offsets.isEmpty() ? proposed : offsets.get(0));
        }
    }

    @Test
    void shouldNotSpeakOfPartitionsItDoesNotHave() {
        delivery.close(List.of(A));

        assertThat(committable(5)).isEmpty();
    }

    @Test
    void shouldPauseWhenTheBytesOfUnfinishedBatchesReachTheBound() {
        SinkRecord record = batches(A, 0).get(0);
        delivery = delivery(new Room(100, 2 * ((byte[]) record.value()).length));

        delivery.put(batches(A, 0));
        assertThat(context.paused).isEmpty();
        delivery.put(batches(A, 1));
        assertThat(context.paused).contains(A, B);

        destination.letPass(0);
        await().until(() -> metrics.getInFlight() == 1);
        delivery.put(List.of());
        assertThat(context.paused).isEmpty();
    }

    @Test
    void shouldWorkOnNoMoreBytesAtOnceThanTheBoundAndOnALargerBatchAlone() {
        int size = ((byte[]) batches(A, 0).get(0).value()).length;
        delivery = delivery(new Room(100, size + size / 2));

        delivery.put(batches(A, 0, 1, 2, 3));

        for (int done = 0; done < 4; done++) {
            int expected = done + 1;
            await().until(() -> destination.attempts.size() == expected);
            assertThat(destination.delivered).hasSize(done);
            destination.letPass(destination.attempts.get(done));
        }
        awaitCommittable(9, 9);

        delivery = delivery(new Room(100, 1));
        delivery.put(batches(A, 20));
        destination.letPass(20);
        awaitCommittable(21, 21);
    }

    @Test
    void shouldTellHowLongTheOldestBatchIsUnfinishedThoughOthersAreDelivered() {
        delivery.put(batches(A, 0, 1));
        destination.letPass(1);

        await().until(() -> destination.delivered.contains(1L) && metrics.getOldestUnfinishedMs() > 0);

        destination.letPass(0);
        awaitCommittable(2, 2);
        await().until(() -> metrics.getOldestUnfinishedMs() == 0);
    }

    @Test
    void shouldSeeAnOutageAsLongAsOneBatchDoesNotGetThroughThoughOthersDo() {
        destination.failWith(new IOException("away"), 0);
        delivery.put(batches(A, 0));
        await().until(() -> metrics.getOutage() == 1);

        for (int offset = 1; offset <= 20; offset++) {
            long next = offset;
            destination.letPass(next);
            delivery.put(batches(A, next));
            await().until(() -> destination.delivered.contains(next));
            assertThat(metrics.getOutage()).isEqualTo(1);
        }

        destination.failWith(null);
        destination.letPass(0);
        awaitCommittable(21, 21);
        assertThat(metrics.getOutage()).isZero();
    }

    @Test
    void shouldCountWhatExpiredBeforeItWasRead() {
        offsets.begins(A, 5);
        delivery.put(batches(A, 0));

        delivery.put(batches(A, 9));

        assertThat(metrics.getBatchesMissed()).isEqualTo(4);
    }

    @Test
    void shouldRepeatThroughAnOutageWithoutADeadLetter() {
        destination.failWith(new IOException("away"));
        delivery.put(batches(A, 7));
        await().until(() -> metrics.getOutage() == 1 && destination.attempts.size() > 10);
        assertThat(committable(8).get(A).offset()).isEqualTo(7);

        destination.failWith(null);
        destination.letPass(7);

        awaitCommittable(8, 8);
        assertThat(destination.delivered).containsExactly(7L);
        assertThat(metrics.getOutage()).isZero();
        assertThat(metrics.getRetries()).isGreaterThanOrEqualTo(10);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldParkARefusedBatchOnceAndMoveTheOffsetOnlyAfterTheAcknowledgement() {
        destination.failWith(REFUSAL);
        delivery.put(batches(A, 7));
        await().until(() -> producer.history().size() == 1);
        assertThat(committable(8).get(A).offset()).isEqualTo(7);

        producer.completeNext();

        awaitCommittable(8, 8);
        assertThat(producer.history()).hasSize(1);
        assertThat(destination.attempts).containsExactly(7L);
        assertThat(metrics.getDeadLetters()).isEqualTo(1);
    }

    @Test
    void shouldRepeatADeadLetterWhileTheBrokersAreAway() {
        destination.failWith(REFUSAL);
        delivery.put(batches(A, 7));
        await().until(() -> producer.history().size() == 1);

        producer.errorNext(new TimeoutException("no broker"));
        await().until(() -> producer.history().size() == 2);
        producer.completeNext();

        awaitCommittable(8, 8);
    }

    @Test
    void shouldStopWhenADeadLetterCannotBeWritten() {
        destination.failWith(REFUSAL);
        delivery.put(batches(A, 7));
        await().until(() -> producer.history().size() == 1);

        producer.errorNext(new RecordTooLargeException("limit"));

        awaitFailure(RecordTooLargeException.class);
        assertThatThrownBy(() -> committable(8)).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldFailTheNextPutWithThePlaceAndTheTrueCause() {
        destination.failWith(new IllegalStateException("a bug"));
        delivery.put(batches(A, 7));

        awaitFailure(IllegalStateException.class);

        assertThatThrownBy(() -> delivery.put(List.of()))
                .hasMessage("Delivery has failed at clicks.batches-0, offset 7: a bug");
        assertThat(producer.history()).isEmpty();
    }

    private void awaitFailure(Class<? extends Throwable> cause) {
        await().untilAsserted(() -> assertThatThrownBy(() -> delivery.put(List.of()))
                .isInstanceOf(ConnectException.class)
                .hasCauseInstanceOf(cause));
    }

    @Test
    void shouldForgetTheBatchesOfARevokedPartition() {
        destination.failWith(new IOException("away"));
        delivery.put(batches(A, 0, 1, 2, 3, 4, 5));
        await().until(() -> destination.attempts.size() > 4);

        delivery.close(List.of(A));

        await().until(() -> metrics.getInFlight() == 0);
        assertThat(destination.attempts).doesNotContain(4L, 5L);
    }

    @Test
    void shouldNotSeeAnOutageAnyMoreWhenNothingWaitsForItsEnd() {
        destination.failWith(new IOException("away"));
        delivery.put(batches(A, 0, 1));
        await().until(() -> metrics.getOutage() == 1);

        delivery.close(List.of(A));

        await().until(() -> metrics.getInFlight() == 0);
        assertThat(metrics.getOutage()).isZero();
    }

    @Test
    void shouldNotSeeADeadLetterOutageAnyMoreWhenNothingWaitsForItsEnd() {
        destination.failWith(REFUSAL);
        delivery.put(batches(A, 7));
        for (int sent = 1; sent <= Outage.ATTEMPTS; sent++) {
            int expected = sent;
            await().until(() -> producer.history().size() == expected);
            producer.errorNext(new TimeoutException("no broker"));
        }
        await().until(() -> metrics.getOutage() == 1);

        delivery.close(List.of(A));

        await().until(() -> {
            producer.errorNext(new TimeoutException("no broker"));
            return metrics.getInFlight() == 0;
        });
        assertThat(metrics.getOutage()).isZero();
    }

    @Test
    void shouldIgnoreWhatFinishesForAnEarlierAssignment() {
        delivery.put(batches(A, 7));
        await().until(() -> destination.attempts.size() == 1);
        delivery.close(List.of(A));
        delivery.open(List.of(A));
        delivery.put(batches(A, 6));
        await().until(() -> destination.attempts.size() == 2);

        destination.letPass(7);

        await().until(() -> destination.delivered.contains(7L) && metrics.getInFlight() == 1);
        assertThat(committable(8).get(A).offset()).isEqualTo(6);
    }

    @Test
    void shouldIgnoreAFailureOfAnEarlierAssignment() {
        destination.failWith(new IOException("away"));
        delivery.put(batches(A, 7));
        await().until(() -> !destination.attempts.isEmpty());
        delivery.close(List.of(A));

        destination.failWith(new IllegalStateException("too late to matter"));

        await().until(() -> metrics.getInFlight() == 0);
        delivery.put(List.of());
    }

    @Test
    void shouldStopAtOnceWhenADeliveryHangs() {
        delivery.put(batches(A, 0, 1));
        await().until(() -> destination.attempts.size() == 2);

        delivery.stop();

        await().until(() -> metrics.getInFlight() == 0);
        assertThat(destination.delivered).isEmpty();
    }

    @Test
    void shouldKeepTheOffsetsOfPartitionsApart() {
        delivery.put(batches(A, 3));
        delivery.put(batches(B, 9));
        destination.letPass(9);
        await().until(() -> destination.delivered.size() == 1 && metrics.getInFlight() == 1);

        Map<TopicPartition, OffsetAndMetadata> committed =
                delivery.preCommit(Map.of(A, new OffsetAndMetadata(4), B, new OffsetAndMetadata(10)));

        assertThat(committed).isEqualTo(Map.of(A, new OffsetAndMetadata(3), B, new OffsetAndMetadata(10)));
        assertThat(Set.copyOf(destination.attempts)).containsExactlyInAnyOrder(3L, 9L);
    }
}
