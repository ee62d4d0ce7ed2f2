// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventDeliveryTest {
    private final Books books = new Books().produced(0, 0, 19).batched(0, 0, 9).batched(0, 10, 19);
    private final HeldEvents held = new HeldEvents();

    private Balance balance() {
        books.conservation.held("postgres", held);
        return books.balance();
    }

    private EventDelivery delivery() {
        return balance().eventDeliveries().get("postgres");
    }

    private void hold(long first, long last) {
        for (long offset = first; offset <= last; offset++) {
            held.holds(0, offset);
        }
    }

    @Test
    void shouldBeConservedOnlyWhenEachEventIsHeld() {
        hold(0, 18);
        assertThat(balance().conserved()).isFalse();
        assertThat(delivery().missing()).hasSize(1);
        assertThat(delivery().missing().get(0).offsets()).isEqualTo("19");

        held.holds(0, 19);

        assertThat(balance().conserved()).isTrue();
        assertThat(delivery().delivered()).isEqualTo(20);
    }

    @Test
    void shouldNotBeConservedWhenAnEventIsHeldTwice() {
        hold(0, 19);
        held.holds(0, 7);

        assertThat(balance().verdict()).isEqualTo(Verdict.NOT_CONSERVED);
        assertThat(delivery().repeated()).isEqualTo(1);
    }

    @Test
    void shouldExcuseWhatItsOwnSinkGaveUpOn() {
        hold(0, 9);
        books.conservation.refused(new SinkName("rows", "postgres"), 0, 10, new SinkLetter(0, 90, 1));
        books.parked("postgres", 0, 11, 19);

        assertThat(balance().conserved()).isTrue();
        assertThat(balance().sinkDeadLettered()).isEqualTo(10);
    }

    @Test
    void shouldNotExcuseWhatAnotherSinkGaveUpOn() {
        hold(0, 9);
        books.parked("opensearch", 0, 10, 19);

        assertThat(balance().conserved()).isFalse();
        assertThat(delivery().missingEvents()).isEqualTo(10);
    }

    @Test
    void shouldBeOwedAgainWhatWasSentToItsSinkAgain() {
        hold(0, 18);
        SinkName sink = new SinkName("rows", "postgres");
        books.conservation.refused(sink, 0, 19, new SinkLetter(0, 91, 1));
        assertThat(balance().conserved()).isTrue();

        books.conservation.redriven("rows", "", true, Books.events(0, 19), 1);
        assertThat(delivery().missingEvents()).isEqualTo(1);

        books.conservation.refused(sink, 0, 19, new SinkLetter(0, 92, 2));
        assertThat(balance().conserved()).isTrue();
    }

    /** A record that was sent to the sink and has expired since is not parked: nobody sends it again. */
    @Test
    void shouldBeOwedWhatOnlyTheLedgerSaysWasSentToItsSinkAgain() {
        hold(0, 9);
        books.parked("postgres", 0, 10, 19).sentBack();

        assertThat(balance().sinkDeadLettered()).isZero();
        assertThat(balance().untraced()).isEqualTo(10);
        assertThat(delivery().missingEvents()).isEqualTo(10);
        assertThat(balance().verdict()).isEqualTo(Verdict.NOT_CONSERVED);

        hold(10, 19);
        assertThat(balance().untraced()).isZero();
        assertThat(balance().conserved()).isTrue();
    }

    @Test
    void shouldBeParkedAgainWhatWasRefusedAgain() {
        hold(0, 9);
        books.parked("postgres", 0, 10, 19).sentBack().parked("postgres", 0, 10, 19, 2);

        assertThat(balance().sinkDeadLettered()).isEqualTo(10);
        assertThat(balance().untraced()).isZero();
        assertThat(balance().conserved()).isTrue();
    }

    @Test
    void shouldNotCountWhatCameAfterAll() {
        hold(0, 19);
        books.parked("postgres", 0, 10, 19);

        assertThat(balance().conserved()).isTrue();
        assertThat(balance().sinkDeadLettered()).isZero();
    }

    @Test
    void shouldBeOwedWhatOnlyAnObjectStillTellsOf() {
        Books removed = new Books().produced(0, 10, 19).source(0, 10, 20).sinkBegins(0, 1);
        removed.batched(0, 10, 19).removed(0, 0, 9, 10);
        hold(1, 19);
        removed.conservation.held("postgres", held);

        Balance balance = removed.balance(Books.ALL_THERE);

        assertThat(balance.eventDeliveries().get("postgres").missing())
                .singleElement()
                .extracting(Gap::offsets)
                .isEqualTo("0");
        assertThat(balance.verdict()).isEqualTo(Verdict.NOT_CONSERVED);
    }

    @Test
    void shouldNotBeSureWhereObjectsDoNotSayWhichEventsTheyHold() {
        Books removed = new Books().produced(0, 10, 19).source(0, 10, 20).sinkBegins(0, 1);
        removed.batched(0, 10, 19).removed(0, 0, 9, 6);
        hold(10, 19);
        held.holds(0, 3);
        removed.conservation.held("postgres", held);

        Balance balance = removed.balance(Books.ALL_THERE);

        assertThat(balance.eventDeliveries().get("postgres").doubtful())
                .singleElement()
                .extracting(Gap::events)
                .isEqualTo(5L);
        assertThat(balance.eventDeliveries().get("postgres").verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void shouldNameStraysAsLongAsTheTopicHoldsAllBatches() {
        hold(0, 24);
        assertThat(delivery().strayEvents()).isEqualTo(5);
        assertThat(balance().conserved()).isTrue();

        books.sinkBegins(0, 3);

        assertThat(delivery().strays()).isEmpty();
    }
}
