// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.DeadLetter;
import io.millrace.sink.pace.Backoff;
import io.millrace.sink.pace.ConcurrencyLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;

/** The real delivery loop over a sink's destination, without Connect and without brokers: the test plays both. */
final class RunningSink implements AutoCloseable {
    static final TopicPartition A = new TopicPartition("clicks.batches", 0);
    static final TopicPartition B = new TopicPartition("clicks.batches", 1);
    static final String NAME = "lake";

    private static final ReadTopics READS = new ReadTopics(Set.of(A.topic()), null);
    static final int THREADS = 4;

    static {
        // A server that shares its machine with others may take its time.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private static final int TIMES = 300;

    final FakeOffsets offsets = new FakeOffsets();
    final FakeContext context = new FakeContext(A, B);
    final SinkMetrics metrics;

    /** Acknowledges a dead letter when the test says so. */
    final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    final Delivery delivery;

    RunningSink(Destination destination, Failures failures, int maxInFlight) {
        this(destination, failures, new InFlight(maxInFlight, Integer.MAX_VALUE));
    }

    RunningSink(Destination destination, Failures failures, InFlight inFlight) {
        this(destination, failures, inFlight, Pace.BRISK);
    }

    /** How long the pauses are, and how fast the clock runs by which an outage is measured. */
    enum Pace {
        /** Hardly any pauses. */
        BRISK(1, 2),
        /** The pauses of the default settings, and the clock, {@value #TIMES} times as fast. */
        HASTENED(TIMES, 5_000 / TIMES);

        private final int speed;
        private final int longestPauseMs;

        Pace(int speed, int longestPauseMs) {
            this.speed = speed;
            this.longestPauseMs = longestPauseMs;
        }

        long nanoTime() {
            return System.nanoTime() * speed;
        }
    }

    RunningSink(Destination destination, Failures failures, InFlight inFlight, Pace pace) {
        metrics = new SinkMetrics(pace::nanoTime);
        DeadLetterWriter deadLetters = new DeadLetterWriter(producer, "", READS, NAME, "test", InstantSource.system());
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(pace.longestPauseMs), new Random(1));
        // All threads from the start and a clock that stands, so that a test may hold some of them; refusals count.
        ConcurrencyLimit limit = new ConcurrencyLimit(THREADS, THREADS, () -> 0, metrics::limitedTo);
        BatchDelivery batchDelivery = new BatchDelivery(
                destination, failures, deadLetters, backoff, inFlight, limit, pace::nanoTime, metrics);
        ExpiredBatches expired = new ExpiredBatches(offsets, metrics);
        delivery = new Delivery(
                context, batchDelivery, metrics, inFlight, expired, Delivery.threads(NAME, THREADS), () -> {});
        delivery.open(List.of(A, B));
    }

    /** A batch at {@code offset} of its topic, whose events begin at ten times that. */
    static SinkRecord batch(long offset, String... events) {
        return TestBatches.record(A, offset, TestBatches.json(10 * offset, events));
    }

    void put(SinkRecord... records) {
        delivery.put(List.of(records));
    }

    /** What Connect would commit for partition A, where it has polled up to {@code proposed}. */
    long committable(long proposed) {
        return delivery.preCommit(Map.of(A, new OffsetAndMetadata(proposed)))
                .get(A)
                .offset();
    }

    void awaitCommittable(long proposed, long expected) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> committable(proposed) == expected);
    }

    void awaitFailure(Class<? extends Throwable> cause) {
        await().untilAsserted(() -> assertThatThrownBy(this::put)
                .isInstanceOf(ConnectException.class)
                .hasCauseInstanceOf(cause));
    }

    void awaitDeadLetters(int count) {
        await().until(() -> producer.history().size() == count);
    }

    /** Acknowledges all dead letters that are sent by now. */
    void acknowledge() {
        boolean isAny = true;
        while (isAny) {
            isAny = producer.completeNext();
        }
    }

    /** The named header of each dead letter sent, in their order. */
    List<String> deadLetterHeaders(String name) {
        return producer.history().stream()
                .map(letter -> DeadLetter.text(letter.headers(), name))
                .toList();
    }

    /** Delivery threads of this process that may not work on a batch yet. */
    static long threadsWaitingForMemory() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack ->
                        Stream.of(stack).anyMatch(frame -> frame.getClassName().equals(InFlight.class.getName())))
                .count();
    }

    @Override
    public void close() {
        delivery.stop();
    }
}
