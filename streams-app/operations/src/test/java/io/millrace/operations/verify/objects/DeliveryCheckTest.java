// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.Books;
import io.millrace.operations.verify.account.Comparison;
import io.millrace.operations.verify.account.Listing;
import io.millrace.operations.verify.account.SeenBatch;
import io.millrace.operations.verify.account.Verdict;
import org.junit.jupiter.api.Test;

class DeliveryCheckTest {
    private static final String FIRST = "p/logs/dt=2015-05-17/hr=10/logs.events-0-0-9.jsonl.gz";
    private static final String SECOND = "p/logs/dt=2015-05-17/hr=10/logs.events-0-10-19.jsonl.gz";

    private final Books books = new Books().produced(0, 0, 19).batched(0, 0, 9).batched(0, 10, 19);
    private final DeliveryCheck deliveries = new DeliveryCheck(books.conservation);

    @Test
    void shouldBeConservedOnlyWhenEveryBatchIsDelivered() {
        good(FIRST);

        Balance half = balance();
        good(SECOND);
        Balance whole = balance();

        assertThat(half.conserved()).isFalse();
        assertThat(half.delivery().delivered()).isEqualTo(10);
        assertThat(half.delivery().undelivered()).isEqualTo(Listing.NONE.with(Books.id(0, 10, 19)));
        assertThat(whole.conserved()).isTrue();
    }

    @Test
    void shouldAccountForABatchThatASinkDeadLettered() {
        good(FIRST);

        books.parked("s3", 0, 10, 19);

        assertThat(balance().sinkDeadLettered()).isEqualTo(10);
        assertThat(balance().delivery().undelivered().count()).isZero();
        assertThat(balance().conserved()).isTrue();
    }

    @Test
    void shouldCountABatchOnceThatIsDeliveredAndDeadLettered() {
        good(FIRST);
        good(SECOND);

        books.parked("s3", 0, 10, 19);

        assertThat(balance().sinkDeadLettered()).isZero();
        assertThat(balance().conserved()).isTrue();
    }

    @Test
    void shouldOweABatchAgainThatWasRedriven() {
        good(FIRST);
        books.parked("s3", 0, 10, 19, 1);

        books.redriven("s3", 0, 10, 19, 1);
        Balance owed = balance();
        books.parked("s3", 0, 10, 19, 2);
        Balance parked = balance();

        assertThat(owed.conserved()).isFalse();
        assertThat(owed.delivery().undelivered()).isEqualTo(Listing.NONE.with(Books.id(0, 10, 19)));
        assertThat(parked.conserved()).isTrue();
        assertThat(parked.sinkDeadLettered()).isEqualTo(10);
    }

    @Test
    void shouldNotOweABatchThatWasRedrivenToAnotherSink() {
        good(FIRST);
        books.parked("s3", 0, 10, 19, 1);

        books.redriven("search", 0, 10, 19, 1);

        assertThat(balance().conserved()).isTrue();
    }

    @Test
    void shouldNotTakeAWrongObjectForTheBatch() {
        good(FIRST);

        deliveries.judge(second(), SECOND, new Comparison.Different("holds 9 events; the batch has 10"));

        assertThat(balance().conserved()).isFalse();
        assertThat(balance().delivery().wrong().names()).containsExactly(SECOND + " holds 9 events; the batch has 10");
    }

    @Test
    void shouldNotBeConservedWithAWrongObjectBesideAGoodOne() {
        good(FIRST);
        good(SECOND);

        deliveries.judge(second(), SECOND, new Comparison.Different("holds 9 events; the batch has 10"));

        assertThat(balance().verdict()).isEqualTo(Verdict.NOT_CONSERVED);
    }

    @Test
    void shouldNotBeSureOfAnObjectThatCannotBeCompared() {
        good(FIRST);

        deliveries.judge(second(), SECOND, new Comparison.NotMade("needs the schema 5"));

        assertThat(balance().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(balance().delivery().undelivered().count()).isZero();
        assertThat(balance().delivery().uncompared().names()).containsExactly(SECOND + " needs the schema 5");
        deliveries.begin();
        assertThat(balance().delivery().undelivered().count()).isEqualTo(1);
    }

    @Test
    void shouldCountSecondObjectsOfABatch() {
        good(FIRST);

        good(FIRST.replace(".jsonl.gz", ".avro"));
        good(FIRST.replace(".jsonl.gz", ".jsonl.zst"));

        assertThat(balance().delivery().repeatedObjects()).isEqualTo(2);
        assertThat(balance().delivery().delivered()).isEqualTo(10);
    }

    @Test
    void shouldPlaceABatchInTheHourOfItsWindow() {
        SeenBatch batch = new SeenBatch(Books.header(0, 0, 9, 10), 0);

        assertThat(new ObjectLayout("p", "logs").isPlaceOf(batch, FIRST)).isTrue();
        assertThat(new ObjectLayout("p", "logs").isPlaceOf(batch, FIRST.replace("hr=10", "hr=11")))
                .isFalse();
        assertThat(new ObjectLayout("", "logs").isPlaceOf(batch, FIRST.substring(2)))
                .isTrue();
    }

    private void good(String key) {
        deliveries.judge(deliveries.find(ObjectLayout.batchId(key)), key, Comparison.SAME);
    }

    private SeenBatch second() {
        return deliveries.find(Books.id(0, 10, 19));
    }

    private Balance balance() {
        return books.balance(deliveries.delivery());
    }
}
