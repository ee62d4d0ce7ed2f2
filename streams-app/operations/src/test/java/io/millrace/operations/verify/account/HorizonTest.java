// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A check of what was there when it began: offsets 0 to 9 of the source, and of the sink topic. */
class HorizonTest {
    private static final TopicPartition SOURCE = new TopicPartition("logs.events", 0);
    private static final TopicPartition SINK = new TopicPartition("logs.batches", 0);

    private final Books books = new Books();

    private Conservation conservation() {
        return books.conservation;
    }

    HorizonTest() {
        conservation().expectOnly(Map.of(SOURCE, 10L, SINK, 10L));
    }

    @Test
    void shouldLeaveOutEventsThatCameLater() {
        books.produced(0, 0, 29).source(0, 0, 30).batched(0, 0, 9);
        books.produced(1, 0, 5).source(1, 0, 6);

        assertThat(books.balance().conserved()).isTrue();
        assertThat(books.balance().produced()).isEqualTo(36);
    }

    @Test
    void shouldMissWhatWasThere() {
        books.produced(0, 0, 29).source(0, 0, 30).batched(0, 0, 8).batched(0, 11, 20);

        assertThat(books.balance().verdict()).isEqualTo(Verdict.NOT_CONSERVED);
        assertThat(books.balance().at(Standing.MISSING).get(0).offsets()).isEqualTo("9");
    }

    @Test
    void shouldFindARepetitionWheneverItCame() {
        books.produced(0, 0, 29)
                .source(0, 0, 30)
                .batched(0, 0, 9)
                .batched(0, 15, 20)
                .batched(0, 18, 25);

        assertThat(books.balance().count(Standing.TWICE)).isEqualTo(3);
    }

    @Test
    void shouldWaitForOpenTransactionsOfThatTimeOnly() {
        books.produced(0, 0, 19).batched(0, 0, 9);
        conservation().source(0, 0, 20, 25);
        conservation().hiddenOutputs(SINK, new OffsetRange(12, 14));
        assertThat(books.balance().conserved()).isTrue();

        conservation().hiddenOutputs(SINK, new OffsetRange(8, 14));
        assertThat(books.balance().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(books.balance().at(Standing.BEHIND_OPEN_TRANSACTION).get(0).offsets())
                .isEqualTo("8..9");
    }

    @Test
    void shouldOweASystemWithEachEventOnlyThoseOfThatTime() {
        HeldEvents held = new HeldEvents();
        for (int offset = 0; offset < 9; offset++) {
            held.holds(0, offset);
        }
        held.holds(0, 25);
        books.produced(0, 0, 29).source(0, 0, 30).batched(0, 0, 9).batched(0, 10, 19);
        conservation().held("postgres", held);

        EventDelivery delivery = books.balance().eventDeliveries().get("postgres");

        assertThat(delivery.missing()).hasSize(1);
        assertThat(delivery.missing().get(0).offsets()).isEqualTo("9");
        assertThat(delivery.strays()).isEmpty();
    }

    @Test
    void shouldOweTheBucketBatchesWithEventsOfThatTime() {
        books.produced(0, 0, 29)
                .source(0, 0, 30)
                .batched(0, 0, 5)
                .batched(0, 6, 14)
                .batched(0, 15, 20);

        assertThat(conservation().find(Books.id(0, 6, 14)).isDue).isTrue();
        assertThat(conservation().find(Books.id(0, 15, 20)).isDue).isFalse();
    }

    @Test
    void shouldNotForgetWhatIsInTheBooks() {
        books.produced(0, 0, 1);

        assertThatIllegalStateException().isThrownBy(() -> conservation().expectOnly(Map.of()));
    }
}
