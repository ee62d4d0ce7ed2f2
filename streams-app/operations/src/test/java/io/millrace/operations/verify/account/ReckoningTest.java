// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import static io.millrace.operations.verify.account.Books.ALL_THERE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of offsets that the topics no longer hold, or do not show. */
class ReckoningTest {
    private final Books books = new Books();

    @Test
    void shouldMissWhatExpiredBeforeItWasRead() {
        books.produced(0, 70, 119).source(0, 70, 120);

        books.batched(0, 0, 19).batched(0, 70, 119);

        Balance balance = books.balance();
        assertThat(balance.verdict()).isEqualTo(Verdict.NOT_CONSERVED);
        assertThat(balance.at(Standing.MISSED)).containsExactly(gap(50, range(20, 69)));
        assertThat(balance.at(Standing.TRUNCATED)).containsExactly(gap(20, range(0, 19)));
    }

    @Test
    void shouldMissWhatExpiredBeforeItWasReadUpToTheBeginning() {
        books.produced(0, 70, 79).source(0, 70, 80);

        books.batched(0, 0, 19).deadLettered(0, 20);

        assertThat(books.balance().at(Standing.MISSED)).containsExactly(gap(49, range(21, 69)));
        assertThat(books.balance().at(Standing.MISSING)).containsExactly(gap(10, range(70, 79)));
    }

    @Test
    void shouldNotTakeMarkersOfTransactionsForEvents() {
        books.produced(0, 12, 15).produced(0, 17, 20).source(0, 12, 22);

        books.batched(0, 0, 4).batched(0, 6, 10).batched(0, 12, 15).batched(0, 17, 20);

        Balance balance = books.balance();
        assertThat(balance.conserved()).isTrue();
        assertThat(balance.at(Standing.MARKER)).containsExactly(gap(2, range(5, 5), range(11, 11)));
    }

    @Test
    void shouldNotBeSureOfLongHolesWhereTransactionsAre() {
        books.produced(0, 40, 44).produced(0, 46, 49).source(0, 40, 50);

        books.batched(0, 0, 19).batched(0, 40, 44).batched(0, 46, 49);

        assertThat(books.balance().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(books.balance().at(Standing.HOLE)).containsExactly(gap(20, range(20, 39)));
    }

    @Test
    void shouldNotBeSureOfWhatExpiredBeforeAnythingIsKnown() {
        books.produced(0, 20, 29).source(0, 20, 30).batched(0, 20, 29);

        Balance asked = books.balance();
        Balance notAsked = books.balanceFromFirst(null);

        assertThat(asked.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(asked.at(Standing.UNTOLD)).containsExactly(gap(20, range(0, 19)));
        assertThat(notAsked.conserved()).isTrue();
        assertThat(notAsked.at(Standing.NOT_ASKED)).containsExactly(gap(20, range(0, 19)));
    }

    @Test
    void shouldNotBeSureOfBatchesThatExpiredBeforeTheyWereDelivered() {
        books.source(0, 20, 20).sinkBegins(0, 1);

        Balance balance = books.balanceFromFirst(ALL_THERE);

        assertThat(balance.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(balance.at(Standing.UNTOLD)).containsExactly(gap(20, range(0, 19)));
    }

    @Test
    void shouldNameEventsWhoseBatchesExpiredBeforeTheyWereDelivered() {
        books.produced(0, 0, 59).source(0, 0, 60).sinkBegins(0, 2);

        books.removed(0, 0, 19, 20).batched(0, 40, 59);

        assertThat(books.balance(ALL_THERE).verdict()).isEqualTo(Verdict.NOT_CONSERVED);
        assertThat(books.balance(ALL_THERE).at(Standing.UNDELIVERED)).containsExactly(gap(20, range(20, 39)));
    }

    @Test
    void shouldNotBeSureOfEventsWhoseBatchesExpiredWhenThereIsNoBucket() {
        books.produced(0, 0, 59).source(0, 0, 60).sinkBegins(0, 1).batched(0, 20, 39);

        assertThat(books.balance().at(Standing.OUTPUT_REMOVED)).containsExactly(gap(20, range(0, 19)));
        assertThat(books.balance().at(Standing.UNDELIVERED)).containsExactly(gap(20, range(40, 59)));
    }

    /** An object says where its events were read, and that is not where they come from. */
    @Test
    void shouldNotBeSureOfEventsOfGroupsWhoseBatchesExpired() {
        books.produced(0, 0, 39).source(0, 0, 40);
        books.conservation.sinkOfGroupsBegins(1);
        books.removed(0, 0, 19, 20).batched(0, 20, 39);

        Balance balance = books.balance(ALL_THERE);

        assertThat(balance.at(Standing.OUTPUT_REMOVED)).containsExactly(gap(20, range(0, 19)));
        assertThat(balance.conserved()).isFalse();
    }

    @Test
    void shouldBelieveObjectsOfBatchesThatExpired() {
        books.produced(0, 0, 39).source(0, 0, 40).sinkBegins(0, 1);

        books.removed(0, 0, 19, 20).batched(0, 20, 39);

        Balance balance = books.balance(ALL_THERE);
        assertThat(balance.conserved()).isTrue();
        assertThat(balance.at(Standing.BATCH_REMOVED)).containsExactly(gap(20, range(0, 19)));
    }

    @Test
    void shouldAddUpWhatObjectsOfOverlappingBatchesHold() {
        books.produced(0, 0, 39).source(0, 0, 40).sinkBegins(0, 3);

        books.removed(0, 0, 18, 10).removed(0, 1, 19, 9).batched(0, 20, 39);

        Balance short1 = books.balance(ALL_THERE);
        assertThat(short1.at(Standing.UNDELIVERED)).containsExactly(gap(1, range(0, 19)));
        assertThat(short1.count(Standing.BATCH_REMOVED)).isEqualTo(19);
        books.deadLettered(0, 7);
        assertThat(books.balance(ALL_THERE).conserved()).isTrue();
    }

    @Test
    void shouldNotBelieveAnObjectOfOffsetsThatAreElsewhereToo() {
        books.produced(0, 0, 39).source(0, 0, 40).sinkBegins(0, 1);

        books.removed(0, 0, 19, 20).batched(0, 0, 14).batched(0, 15, 39);

        assertThat(books.balance(ALL_THERE).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(books.balance(ALL_THERE).at(Standing.CONTRADICTED)).containsExactly(gap(20, range(0, 19)));
    }

    @Test
    void shouldNotBelieveAnObjectOfOffsetsTheSourceNeverHad() {
        books.produced(0, 0, 9).source(0, 0, 10).sinkBegins(0, 1).batched(0, 0, 9);

        books.removed(0, 10, 19, 10);

        assertThat(books.balance(ALL_THERE).at(Standing.CONTRADICTED)).containsExactly(gap(10, range(10, 19)));
    }

    @Test
    void shouldNotBeSureOfEventsThatMayHaveBeenDeadLettersThatExpired() {
        books.produced(0, 0, 19).source(0, 0, 20).batched(0, 0, 4).batched(0, 6, 14);
        books.conservation.othersBegin(1);

        Balance balance = books.balance(ALL_THERE);

        assertThat(balance.at(Standing.OUTPUT_REMOVED)).containsExactly(gap(1, range(5, 5)));
        assertThat(balance.at(Standing.MISSING)).containsExactly(gap(5, range(15, 19)));
    }

    @Test
    void shouldOnlyCountWhatCompactionHasTakenAfterItWasBatched() {
        books.produced(0, 5, 5).produced(0, 9, 9).source(0, 0, 10).batched(0, 0, 9);
        books.conservation.sourceIsCompacted(true);

        Balance balance = books.balance();

        assertThat(balance.conserved()).isTrue();
        assertThat(balance.at(Standing.COMPACTED)).containsExactly(gap(8, range(0, 4), range(6, 8)));
    }

    @Test
    void shouldNotBeSureOfWhatCompactionMayHaveTakenUnread() {
        books.produced(0, 9, 9).source(0, 0, 10).batched(0, 0, 2).batched(0, 9, 9);
        books.conservation.sourceIsCompacted(true);

        assertThat(books.balance().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(books.balance().at(Standing.HOLE)).containsExactly(gap(6, range(3, 8)));
    }

    @Test
    void shouldNotBeSureOfWhatCompactionMayHaveTakenBeforeAnythingWasRead() {
        books.produced(0, 9, 9).source(0, 0, 10).batched(0, 9, 9);
        books.conservation.sourceIsCompacted(true);

        assertThat(books.balance().at(Standing.UNTOLD)).containsExactly(gap(9, range(0, 8)));
        assertThat(books.balanceFromFirst(null).conserved()).isTrue();
    }

    @Test
    void shouldTellWhatNeverWasFromWhatCompactionHasTaken() {
        books.produced(0, 9, 9).source(0, 0, 10).batched(0, 0, 11);
        books.conservation.sourceIsCompacted(true);

        assertThat(books.balance().at(Standing.NEVER_HELD)).containsExactly(gap(2, range(10, 11)));
        assertThat(books.balance().at(Standing.COMPACTED)).containsExactly(gap(9, range(0, 8)));
    }

    @Test
    void shouldFindEventsOfAbortedTransactionsInBatches() {
        books.produced(0, 0, 4).source(0, 0, 12);

        books.batched(0, 0, 10);

        assertThat(books.balance().verdict()).isEqualTo(Verdict.NOT_CONSERVED);
        assertThat(books.balance().at(Standing.TAKEN_BACK)).containsExactly(gap(6, range(5, 10)));
    }

    @Test
    void shouldNotMissEventsOfAbortedTransactionsThatNobodyBatched() {
        books.produced(0, 0, 4).produced(0, 12, 16).source(0, 0, 18);

        books.batched(0, 0, 4).batched(0, 12, 16);

        assertThat(books.balance().conserved()).isTrue();
    }

    @Test
    void shouldNameWhatLiesBehindAnOpenTransaction() {
        books.conservation.source(3, 0, 0, 7);

        Balance balance = books.balance();

        assertThat(balance.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(balance.at(Standing.BEHIND_OPEN_TRANSACTION))
                .containsExactly(Gap.of("logs.events", 3, 7, List.of(range(0, 6))));
    }

    private static OffsetRange range(long first, long last) {
        return new OffsetRange(first, last);
    }

    private static Gap gap(long events, OffsetRange... ranges) {
        return Gap.of("logs.events", 0, events, Arrays.asList(ranges));
    }
}
