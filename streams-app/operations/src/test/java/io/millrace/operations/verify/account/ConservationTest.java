// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConservationTest {
    private final Books books = new Books();

    @Test
    void shouldBeConservedWhenEveryEventIsInOneBatchOrDeadLetter() {
        books.produced(0, 0, 9).produced(1, 0, 4);

        books.batched(0, 0, 3).batched(0, 5, 9).deadLettered(0, 4).batched(1, 0, 4);

        Balance balance = books.balance();
        assertThat(balance.conserved()).isTrue();
        assertThat(balance.produced()).isEqualTo(15);
        assertThat(balance.batched()).isEqualTo(14);
        assertThat(balance.deadLettered()).isEqualTo(1);
        assertThat(balance.batches()).isEqualTo(3);
    }

    @Test
    void shouldBeConservedWhenThereIsNothing() {
        assertThat(books.balance().conserved()).isTrue();
    }

    @Test
    void shouldNameTheEventsThatAreMissing() {
        books.produced(2, 0, 999);

        books.batched(2, 0, 499).batched(2, 620, 999);

        Balance balance = books.balance();
        assertThat(balance.conserved()).isFalse();
        assertThat(balance.at(Standing.MISSING)).containsExactly(gap(2, 500, 619));
    }

    @Test
    void shouldFindAnEventInTwoBatches() {
        books.produced(0, 0, 9);

        books.batched(0, 0, 5).batched(0, 5, 9);

        Balance balance = books.balance();
        assertThat(balance.conserved()).isFalse();
        assertThat(balance.batched()).isEqualTo(10);
        assertThat(balance.at(Standing.TWICE)).containsExactly(gap(0, 5, 5));
    }

    @Test
    void shouldFindAnEventInABatchAndADeadLetter() {
        books.produced(0, 0, 9);

        books.deadLettered(0, 3).batched(0, 0, 9);

        assertThat(books.balance().at(Standing.TWICE)).containsExactly(gap(0, 3, 3));
    }

    @Test
    void shouldAllowABatchToComeAgain() {
        books.produced(0, 0, 9).batched(0, 0, 9);

        books.batched(0, 0, 9);

        Balance balance = books.balance();
        assertThat(balance.conserved()).isTrue();
        assertThat(balance.batches()).isEqualTo(1);
        assertThat(balance.repeatedBatches()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeAnotherBatchOfTheSameIdForARepeat() {
        books.produced(0, 0, 9).batched(0, 0, 9);

        books.conservation.batch(
                Books.header(0, 0, 9, 2), Books.events(0, 0, 9), new SeenBatch.Place("logs.batches", 0, 9));

        assertThat(books.balance().count(Standing.TWICE)).isEqualTo(2);
    }

    @Test
    void shouldNotTakeABatchOfTheSameSizeWithOtherEventsForARepeat() {
        books.produced(0, 0, 1).batched(0, 0, 1);

        books.conservation.batch(
                Books.header(0, 0, 1, 2),
                new BatchedEvents().add(0, 0, 0).add(0, 1, 7),
                new SeenBatch.Place("logs.batches", 0, 9));

        assertThat(books.balance().count(Standing.TWICE)).isEqualTo(2);
    }

    /** A batch of a group: it was read from one partition, and its events come from others. */
    @Test
    void shouldBookAnEventWhereItComesFrom() {
        books.produced(0, 0, 1).produced(3, 0, 0);

        books.conservation.batch(
                Books.header(1, 40, 42, 3),
                new BatchedEvents().add(3, 0, 0).add(0, 0, 0).add(0, 1, 0),
                new SeenBatch.Place("logs.batches", 1, 0));

        assertThat(books.balance().conserved()).isTrue();
        assertThat(books.balance().batched()).isEqualTo(3);
    }

    @Test
    void shouldCountARepeatedDeadLetterOnce() {
        books.produced(0, 0, 0).deadLettered(0, 0);

        books.deadLettered(0, 0);

        assertThat(books.balance().deadLettered()).isEqualTo(1);
        assertThat(books.balance().conserved()).isTrue();
    }

    @Test
    void shouldFindAnEventTwiceThatARuleSentElsewhereAsWell() {
        books.produced(0, 0, 2).deadLettered(0, 0).batched(0, 1, 1);

        books.conservation.routed(0, 0, 0);
        books.conservation.routed(0, 1, 0);
        books.conservation.routed(0, 2, 0);
        books.conservation.routed(0, 2, 0);

        assertThat(books.balance().routed()).isEqualTo(3);
        assertThat(books.balance().count(Standing.TWICE)).isEqualTo(2);
    }

    @Test
    void shouldCountLateDeadLettersAmongTheOthers() {
        books.produced(0, 0, 1).deadLettered(0, 0);

        books.conservation.deadLetter(0, 1, 0, true);

        assertThat(books.balance().deadLettered()).isEqualTo(2);
        assertThat(books.balance().late()).isEqualTo(1);
    }

    @Test
    void shouldFindEventsThatTheSourceNeverHeld() {
        books.produced(0, 0, 9);

        books.batched(0, 0, 11);

        assertThat(books.balance().at(Standing.NEVER_HELD)).containsExactly(gap(0, 10, 11));
        assertThat(books.balance().verdict()).isEqualTo(Verdict.NOT_CONSERVED);
    }

    @Test
    void shouldOnlyCountWhatTheSourceNoLongerHolds() {
        books.produced(0, 100, 199).source(0, 100, 200);

        books.batched(0, 0, 149).deadLettered(0, 50_000_000).batched(0, 150, 199);

        Balance balance = books.balance();
        assertThat(balance.at(Standing.TRUNCATED)).containsExactly(gap(0, 0, 99));
        assertThat(balance.batched()).isEqualTo(200);
        assertThat(balance.at(Standing.NEVER_HELD)).containsExactly(gap(0, 50_000_000, 50_000_000));
    }

    @Test
    void shouldFindEventsThatAreOthersOnTheSource() {
        books.produced(0, 0, 199).batched(0, 0, 69).batched(0, 71, 199);

        books.conservation.deadLetter(0, 70, 1, false);

        assertThat(books.balance().verdict()).isEqualTo(Verdict.NOT_CONSERVED);
        assertThat(books.balance().at(Standing.ALTERED)).containsExactly(gap(0, 64, 127));
    }

    @Test
    void shouldFindEventsThatHaveChangedPlaces() {
        books.conservation.produced(0, 0, 1);
        books.conservation.produced(0, 1, 2);

        books.conservation.batch(
                Books.header(0, 0, 1, 2),
                new BatchedEvents().add(0, 0, 2).add(0, 1, 1),
                new SeenBatch.Place("logs.batches", 0, 0));

        assertThat(books.balance().at(Standing.ALTERED)).containsExactly(gap(0, 0, 1));
    }

    @Test
    void shouldNotCompareWhatTheSourceNoLongerHoldsWhole() {
        books.produced(0, 20, 29).source(0, 20, 30);

        books.conservation.batch(
                Books.header(0, 0, 19, 1),
                new BatchedEvents().add(0, 19, 5),
                new SeenBatch.Place("logs.batches", 0, 0));
        books.batched(0, 20, 29);

        assertThat(books.balance().at(Standing.ALTERED)).isEmpty();
    }

    @Test
    void shouldKnowThatOneOfTwoSinkTopicsHasRemovedBatches() {
        books.produced(0, 0, 9)
                .batched(0, 5, 9)
                .source(0, 0, 10)
                .sinkBegins(0, 3)
                .sinkBegins(0, 0);

        assertThat(books.balance().at(Standing.OUTPUT_REMOVED)).containsExactly(gap(0, 0, 4));
    }

    @Test
    void shouldNotMissOffsetsThatHoldNoEvent() {
        books.produced(0, 0, 4).produced(0, 6, 9);

        books.conservation.batch(
                Books.header(0, 0, 9, 9),
                Books.events(0, 0, 1, 2, 3, 4, 6, 7, 8, 9),
                new SeenBatch.Place("logs.batches", 0, 0));

        assertThat(books.balance().conserved()).isTrue();
    }

    private static Gap gap(int partition, long first, long last) {
        return Gap.of("logs.events", partition, last - first + 1, List.of(new OffsetRange(first, last)));
    }
}
