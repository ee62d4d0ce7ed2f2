// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.DeadLetterReason;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final TopicPartition A = RunningSink.A;
    private static final TopicPartition B = RunningSink.B;
    private static final Exception REFUSAL = new BatchRefusedException(DeadLetterReason.SINK_REJECTED, "no");

    private FakeDestination destination = new FakeDestination();
    private RunningSink sink = run(new InFlight(4, Integer.MAX_VALUE));

    private RunningSink run(InFlight inFlight) {
        Failures failures = failure -> Failures.ofReading(failure)
                .orElse(failure instanceof IOException ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL);
        return new RunningSink(destination, failures, inFlight);
    }

    /** Runs another sink in place of the first. */
    private void restart(InFlight inFlight) {
        sink.close();
        sink = run(inFlight);
    }

    @AfterEach
    @AfterTry
    void stop() {
        sink.close();
    }

    private static List<SinkRecord> batches(TopicPartition partition, long... offsets) {
        return LongStream.of(offsets)
                .mapToObj(offset -> TestBatches.record(partition, offset, TestBatches.json(offset, "{}")))
                .toList();
    }

    @Test
    void shouldTakeMoreThanTheBoundWithoutWaitingAndPauseThePartitions() {
        sink.delivery.put(batches(A, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));

        assertThat(sink.context.paused).containsExactlyInAnyOrder(A, B);
        assertThat(sink.metrics.getPausedPartitions()).isEqualTo(2);
        assertThat(sink.context.timeout).isEqualTo(Delivery.PAUSED_POLL_MS);
        await().until(() -> destination.attempts.size() == 4);
        assertThat(sink.metrics.getInFlight()).isEqualTo(10);
    }

    @Test
    void shouldResumeBelowTheBound() {
        sink.delivery.put(batches(A, 0, 1, 2, 3));
        assertThat(sink.context.paused).isNotEmpty();

        destination.letPass(2);
        await().until(() -> sink.metrics.getInFlight() == 3);
        sink.delivery.put(List.of());

        assertThat(sink.context.paused).isEmpty();
        assertThat(sink.metrics.getPausedPartitions()).isZero();
        assertThat(sink.context.timeout).isEqualTo(Delivery.BUSY_POLL_MS);
    }

    @Test
    void shouldPauseAPartitionThatArrivesDuringAnOutage() {
        sink.delivery.put(batches(A, 0, 1, 2, 3));
        TopicPartition late = new TopicPartition("clicks.batches", 2);
        sink.context.assignment.add(late);

        sink.delivery.open(List.of(late));

        assertThat(sink.context.paused).contains(late);
    }

    @Property(tries = 100)
    void shouldCommitUpToTheFirstUnfinishedBatchInWhateverOrderTheyFinish(
            @ForAll @IntRange(min = 1, max = 24) int count, @ForAll Random random) {
        List<Long> offsets = new ArrayList<>(
                random.longs(0, 100).distinct().limit(count).sorted().boxed().toList());
        long proposed = 1_000;
        destination = new FakeDestination();
        restart(new InFlight(count, Integer.MAX_VALUE));
        sink.delivery.put(batches(A, offsets.stream().mapToLong(Long::longValue).toArray()));
        List<Long> order = new ArrayList<>(offsets);
        Collections.shuffle(order, random);

        for (long offset : order) {
            assertThat(sink.committable(proposed)).isEqualTo(offsets.get(0));
            destination.letPass(offset);
            offsets.remove(offset);
            sink.awaitCommittable(proposed, offsets.isEmpty() ? proposed : offsets.get(0));
        }
    }

    @Test
    void shouldNotSpeakOfPartitionsItDoesNotHave() {
        sink.delivery.close(List.of(A));

        assertThat(sink.delivery.preCommit(Map.of(A, new OffsetAndMetadata(5)))).isEmpty();
    }

    @Test
    void shouldPauseWhenTheBytesOfUnfinishedBatchesReachTheBound() {
        SinkRecord record = batches(A, 0).get(0);
        restart(new InFlight(100, 2 * ((byte[]) record.value()).length));

        sink.delivery.put(batches(A, 0));
        assertThat(sink.context.paused).isEmpty();
        sink.delivery.put(batches(A, 1));
        assertThat(sink.context.paused).contains(A, B);

        destination.letPass(0);
        await().until(() -> sink.metrics.getInFlight() == 1);
        sink.delivery.put(List.of());
        assertThat(sink.context.paused).isEmpty();
    }

    @Test
    void shouldWorkOnNoMoreBytesAtOnceThanTheBoundAndOnALargerBatchAlone() {
        int size = ((byte[]) batches(A, 0).get(0).value()).length;
        restart(new InFlight(100, size + size / 2));

        sink.delivery.put(batches(A, 0, 1, 2, 3));

        for (int done = 0; done < 4; done++) {
            int expected = done + 1;
            await().until(() -> destination.attempts.size() == expected);
            assertThat(destination.delivered).hasSize(done);
            destination.letPass(destination.attempts.get(done));
        }
        sink.awaitCommittable(9, 9);

        restart(new InFlight(100, 1));
        sink.delivery.put(batches(A, 20));
        destination.letPass(20);
        sink.awaitCommittable(21, 21);
    }

    @Test
    void shouldTellHowLongTheOldestBatchIsUnfinishedThoughOthersAreDelivered() {
        sink.delivery.put(batches(A, 0, 1));
        destination.letPass(1);

        await().until(() -> destination.delivered.contains(1L) && sink.metrics.getOldestUnfinishedMs() > 0);

        destination.letPass(0);
        sink.awaitCommittable(2, 2);
        await().until(() -> sink.metrics.getOldestUnfinishedMs() == 0);
    }

    @Test
    void shouldSeeAnOutageAsLongAsOneBatchDoesNotGetThroughThoughOthersDo() {
        destination.failWith(new IOException("away"), 0);
        sink.delivery.put(batches(A, 0));
        await().until(() -> sink.metrics.getOutage() == 1);

        for (int offset = 1; offset <= 20; offset++) {
            long next = offset;
            destination.letPass(next);
            sink.delivery.put(batches(A, next));
            await().until(() -> destination.delivered.contains(next));
            assertThat(sink.metrics.getOutage()).isEqualTo(1);
        }

        destination.failWith(null);
        destination.letPass(0);
        sink.awaitCommittable(21, 21);
        assertThat(sink.metrics.getOutage()).isZero();
    }

    @Test
    void shouldCountWhatExpiredBeforeItWasRead() {
        sink.offsets.begins(A, 5);
        sink.delivery.put(batches(A, 0));

        sink.delivery.put(batches(A, 9));

        assertThat(sink.metrics.getBatchesMissed()).isEqualTo(4);
    }

    @Test
    void shouldRepeatThroughAnOutageWithoutADeadLetter() {
        destination.failWith(new IOException("away"));
        sink.delivery.put(batches(A, 7));
        await().until(() -> sink.metrics.getOutage() == 1 && destination.attempts.size() > 10);
        assertThat(sink.committable(8)).isEqualTo(7);

        destination.failWith(null);
        destination.letPass(7);

        sink.awaitCommittable(8, 8);
        assertThat(destination.delivered).containsExactly(7L);
        assertThat(sink.metrics.getOutage()).isZero();
        assertThat(sink.metrics.getRetries()).isGreaterThanOrEqualTo(10);
        assertThat(sink.metrics.getRetriesByCause()).containsEntry("unreachable", sink.metrics.getRetries());
        assertThat(sink.producer.history()).isEmpty();
    }

    @Test
    void shouldParkARefusedBatchOnceAndMoveTheOffsetOnlyAfterTheAcknowledgement() {
        destination.failWith(REFUSAL);
        sink.delivery.put(batches(A, 7));
        await().until(() -> sink.producer.history().size() == 1);
        assertThat(sink.committable(8)).isEqualTo(7);

        sink.producer.completeNext();

        sink.awaitCommittable(8, 8);
        assertThat(sink.producer.history()).hasSize(1);
        assertThat(destination.attempts).containsExactly(7L);
        assertThat(sink.metrics.getDeadLetters()).isEqualTo(1);
        assertThat(sink.metrics.getRefusedBatches()).isEqualTo(1);
    }

    @Test
    void shouldRepeatADeadLetterUntilItsTopicTakesIt() {
        destination.failWith(REFUSAL);
        sink.delivery.put(batches(A, 7));
        await().until(() -> sink.producer.history().size() == 1);

        sink.producer.errorNext(new TimeoutException("no broker"));
        await().until(() -> sink.producer.history().size() == 2);
        sink.producer.errorNext(new RecordTooLargeException("limit"));
        await().until(() -> sink.producer.history().size() == 3);
        assertThat(sink.committable(8)).isEqualTo(7);
        sink.producer.completeNext();

        sink.awaitCommittable(8, 8);
        assertThat(sink.metrics.getDeadLetterFailures()).isEqualTo(2);
        assertThat(sink.metrics.getRetriesByCause()).containsEntry("dead_letter_topic", 2L);
        assertThat(destination.attempts).containsExactly(7L);
    }

    @Test
    void shouldStopWhenADeadLetterCanNeverBeWritten() {
        destination.failWith(REFUSAL);
        sink.delivery.put(batches(A, 7));
        await().until(() -> sink.producer.history().size() == 1);

        sink.producer.errorNext(new InvalidTopicException("a b"));

        sink.awaitFailure(InvalidTopicException.class);
        assertThatThrownBy(() -> sink.committable(8)).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldFailTheNextPutWithThePlaceAndTheTrueCause() {
        destination.failWith(new IllegalStateException("a bug"));
        sink.delivery.put(batches(A, 7));

        sink.awaitFailure(IllegalStateException.class);

        assertThatThrownBy(() -> sink.delivery.put(List.of()))
                .hasMessage("Delivery failed at clicks.batches-0, offset 7: a bug");
        assertThat(sink.producer.history()).isEmpty();
    }

    @Test
    void shouldForgetTheBatchesOfARevokedPartition() {
        destination.failWith(new IOException("away"));
        sink.delivery.put(batches(A, 0, 1, 2, 3, 4, 5));
        await().until(() -> destination.attempts.size() > 4);

        sink.delivery.close(List.of(A));

        await().until(() -> sink.metrics.getInFlight() == 0);
        assertThat(destination.attempts).doesNotContain(4L, 5L);
    }

    @Test
    void shouldNotSeeAnOutageAnyMoreWhenNothingWaitsForItsEnd() {
        destination.failWith(new IOException("away"));
        sink.delivery.put(batches(A, 0, 1));
        await().until(() -> sink.metrics.getOutage() == 1);

        sink.delivery.close(List.of(A));

        await().until(() -> sink.metrics.getInFlight() == 0);
        assertThat(sink.metrics.getOutage()).isZero();
    }

    @Test
    void shouldNotSeeADeadLetterOutageAnyMoreWhenNothingWaitsForItsEnd() {
        destination.failWith(REFUSAL);
        sink.delivery.put(batches(A, 7));
        for (int sent = 1; sent <= Outage.ATTEMPTS; sent++) {
            int expected = sent;
            await().until(() -> sink.producer.history().size() == expected);
            sink.producer.errorNext(new TimeoutException("no broker"));
        }
        await().until(() -> sink.metrics.getOutage() == 1);

        sink.delivery.close(List.of(A));

        await().until(() -> {
            sink.producer.errorNext(new TimeoutException("no broker"));
            return sink.metrics.getInFlight() == 0;
        });
        assertThat(sink.metrics.getOutage()).isZero();
    }

    @Test
    void shouldIgnoreWhatFinishesForAnEarlierAssignment() {
        sink.delivery.put(batches(A, 7));
        await().until(() -> destination.attempts.size() == 1);
        sink.delivery.close(List.of(A));
        sink.delivery.open(List.of(A));
        sink.delivery.put(batches(A, 6));
        await().until(() -> destination.attempts.size() == 2);

        destination.letPass(7);

        await().until(() -> destination.delivered.contains(7L) && sink.metrics.getInFlight() == 1);
        assertThat(sink.committable(8)).isEqualTo(6);
    }

    @Test
    void shouldIgnoreAFailureOfAnEarlierAssignment() {
        destination.failWith(new IOException("away"));
        sink.delivery.put(batches(A, 7));
        await().until(() -> !destination.attempts.isEmpty());
        sink.delivery.close(List.of(A));

        destination.failWith(new IllegalStateException("too late to matter"));

        await().until(() -> sink.metrics.getInFlight() == 0);
        sink.delivery.put(List.of());
    }

    @Test
    void shouldStopAtOnceWhenADeliveryHangs() {
        sink.delivery.put(batches(A, 0, 1));
        await().until(() -> destination.attempts.size() == 2);

        sink.delivery.stop();

        await().until(() -> sink.metrics.getInFlight() == 0);
        assertThat(destination.delivered).isEmpty();
    }

    @Test
    void shouldKeepTheOffsetsOfPartitionsApart() {
        sink.delivery.put(batches(A, 3));
        sink.delivery.put(batches(B, 9));
        destination.letPass(9);
        await().until(() -> destination.delivered.size() == 1 && sink.metrics.getInFlight() == 1);

        Map<TopicPartition, OffsetAndMetadata> committed =
                sink.delivery.preCommit(Map.of(A, new OffsetAndMetadata(4), B, new OffsetAndMetadata(10)));

        assertThat(committed).isEqualTo(Map.of(A, new OffsetAndMetadata(3), B, new OffsetAndMetadata(10)));
        assertThat(Set.copyOf(destination.attempts)).containsExactlyInAnyOrder(3L, 9L);
    }

    /** Each call waits until there are four, and one of them commits for all: nothing else is needed of the loop. */
    @Test
    void shouldLetADestinationCommitSeveralBatchesAtOnce() {
        AtomicInteger commits = new AtomicInteger();
        CyclicBarrier group = new CyclicBarrier(4, commits::incrementAndGet);
        Destination grouping = batch -> {
            group.await();
            return new Outcome.Delivered();
        };
        try (RunningSink grouped = new RunningSink(grouping, failure -> Failures.Kind.FATAL, 4)) {
            grouped.delivery.put(batches(A, 0, 1, 2, 3));

            grouped.awaitCommittable(4, 4);
            assertThat(commits).hasValue(1);
        }
    }
}
