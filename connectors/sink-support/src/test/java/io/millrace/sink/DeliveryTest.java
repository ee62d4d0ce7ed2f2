package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.DeadLetterReason;
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

    private final FakeContext context = new FakeContext(A, B);
    private FakeDestination destination = new FakeDestination();
    private final SinkMetrics metrics = new SinkMetrics();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Delivery delivery = delivery(4);

    private Delivery delivery(int maxInFlight) {
        Failures failures = failure -> Failures.ofReading(failure)
                .orElse(failure instanceof IOException ? FailureKind.RETRIABLE : FailureKind.FATAL);
        DeadLetters deadLetters = new DeadLetters(producer, "", "s3", InstantSource.system());
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), new Random(1));
        Settlement settlement =
                new Settlement(destination, failures, deadLetters, backoff, InstantSource.system(), metrics);
        Delivery started = new Delivery(context, settlement, metrics, maxInFlight, "s3", () -> {});
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
    void shouldFailTheNextPutWithTheTrueCause() {
        destination.failWith(new IllegalStateException("a bug"));
        delivery.put(batches(A, 7));

        awaitFailure(IllegalStateException.class);

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
