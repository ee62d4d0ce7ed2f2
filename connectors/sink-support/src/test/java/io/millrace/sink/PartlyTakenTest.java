// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Batches that the outside system takes in parts. */
class PartlyTakenTest {
    private static final Exception BUSY = new IOException("busy");
    private static final String[] FOUR = {"{\"a\":0}", "{\"a\":1}", "{\"a\":2}", "{\"a\":3}"};

    /** The events that each attempt was for. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile boolean isAway;

    /** Takes the first event that is left, rejects the second, and leaves the others; while away, it takes none. */
    private Outcome two(BitSet left) throws IOException {
        asked.add(left.toString());
        if (isAway) {
            throw new IOException("away");
        }
        BitSet rest = (BitSet) left.clone();
        rest.clear(rest.nextSetBit(0));
        int second = rest.nextSetBit(0);
        rest.clear(second);
        Map<Integer, Exception> rejected = Map.of(second, new IllegalArgumentException("event " + second));
        return rest.isEmpty()
                ? new Outcome.Rejected(rejected)
                : new Outcome.PartlyTaken(rejected, BUSY, batch -> two(rest));
    }

    private Outcome whole(EventBatch batch) throws IOException {
        BitSet all = new BitSet();
        all.set(0, batch.header().eventCount());
        return two(all);
    }

    private static Failures.Kind judge(Throwable failure) {
        return Failures.ofReading(failure)
                .orElse(failure instanceof IOException ? Failures.Kind.RETRIABLE : Failures.Kind.FATAL);
    }

    @Test
    void shouldAskForTheRestAloneAndKeepWhatWasRejectedBefore() {
        try (RunningSink sink = new RunningSink(this::whole, PartlyTakenTest::judge, 4)) {
            sink.put(RunningSink.batch(7, FOUR));

            sink.awaitDeadLetters(2);

            assertThat(sink.committable(8)).isEqualTo(7);
            sink.acknowledge();
            sink.awaitCommittable(8, 8);
            assertThat(asked).containsExactly("{0, 1, 2, 3}", "{2, 3}");
            assertThat(sink.deadLetterHeaders(DeadLetter.OFFSET)).containsExactly("71", "73");
            assertThat(sink.deadLetterHeaders(DeadLetter.MESSAGE)).containsExactly("event 1", "event 3");
            assertThat(sink.metrics)
                    .extracting(SinkMetrics::getBatches, SinkMetrics::getEvents, SinkMetrics::getRetries)
                    .containsExactly(1L, 2L, 1L);
            assertThat(sink.metrics.getRetriesByCause()).containsEntry("partly_taken", 1L);
            assertThat(sink.metrics.getRejectedEvents()).isEqualTo(2);
        }
    }

    @Test
    void shouldGoOnWithTheRestAfterAnOutage() {
        Destination awayAfterTheFirst = batch -> {
            Outcome outcome = whole(batch);
            isAway = true;
            return outcome;
        };
        try (RunningSink sink = new RunningSink(awayAfterTheFirst, PartlyTakenTest::judge, 4)) {
            sink.put(RunningSink.batch(7, FOUR));
            await().until(() -> sink.metrics.getOutage() == 1);
            assertThat(sink.producer.history()).isEmpty();

            isAway = false;

            sink.awaitDeadLetters(2);
            sink.acknowledge();
            sink.awaitCommittable(8, 8);
            assertThat(asked.get(0)).isEqualTo("{0, 1, 2, 3}");
            assertThat(asked.subList(1, asked.size())).containsOnly("{2, 3}");
        }
    }

    @Test
    void shouldWriteOneDeadLetterWhenTheRestIsRefusedAsAWhole() {
        Destination refusing =
                batch -> new Outcome.PartlyTaken(Map.of(0, new IllegalArgumentException("event 0")), BUSY, rest -> {
                    throw new BatchRefusedException(DeadLetterReason.SINK_REJECTED, "no more");
                });
        try (RunningSink sink = new RunningSink(refusing, PartlyTakenTest::judge, 4)) {
            sink.put(RunningSink.batch(7, FOUR));

            sink.awaitDeadLetters(1);

            sink.acknowledge();
            sink.awaitCommittable(8, 8);
            assertThat(sink.deadLetterHeaders(DeadLetter.TOPIC)).containsExactly("clicks.batches");
        }
    }

    @Test
    void shouldForgetTheRestOfARevokedPartition() {
        Destination neverDone = new Destination() {
            @Override
            public Outcome deliver(EventBatch batch) {
                asked.add("again");
                return new Outcome.PartlyTaken(Map.of(1, new IllegalArgumentException("event 1")), BUSY, this);
            }
        };
        try (RunningSink sink = new RunningSink(neverDone, PartlyTakenTest::judge, 4)) {
            sink.put(RunningSink.batch(7, FOUR));
            await().until(() -> asked.size() > 3);

            sink.delivery.close(List.of(RunningSink.A));

            await().until(() -> sink.metrics.getInFlight() == 0);
            assertThat(sink.producer.history()).isEmpty();
            assertThat(sink.metrics.getConcurrencyLimit()).isEqualTo(1);
        }
    }
}
