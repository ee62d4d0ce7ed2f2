package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final String FIRST = "p/logs/dt=2015-05-17/hr=10/logs.events-0-0-9.jsonl.gz";
    private static final String SECOND = "p/logs/dt=2015-05-17/hr=10/logs.events-0-10-19.jsonl.gz";

    private final Books books = new Books().produced(0, 0, 19).batched(0, 0, 9).batched(0, 10, 19);
    private final Deliveries deliveries = new Deliveries(books.conservation);

    @Test
    void shouldBeConservedOnlyWhenEveryBatchIsDelivered() {
        good(FIRST);

        Balance half = balance();
        good(SECOND);
        Balance whole = balance();

        assertThat(half.conserved()).isFalse();
        assertThat(half.delivery().delivered()).isEqualTo(10);
        assertThat(half.delivery().undelivered()).isEqualTo(1);
        assertThat(half.delivery().firstUndelivered()).isEqualTo(Books.id(0, 10, 19));
        assertThat(whole.conserved()).isTrue();
    }

    @Test
    void shouldAccountForABatchThatASinkDeadLettered() {
        good(FIRST);

        books.conservation.sinkDeadLetter(Books.id(0, 10, 19));

        assertThat(balance().sinkDeadLettered()).isEqualTo(10);
        assertThat(balance().delivery().undelivered()).isZero();
        assertThat(balance().conserved()).isTrue();
    }

    @Test
    void shouldCountABatchOnceThatIsDeliveredAndDeadLettered() {
        good(FIRST);
        good(SECOND);

        books.conservation.sinkDeadLetter(Books.id(0, 10, 19));

        assertThat(balance().sinkDeadLettered()).isZero();
        assertThat(balance().conserved()).isTrue();
    }

    @Test
    void shouldNotTakeAWrongObjectForTheBatch() {
        good(FIRST);

        deliveries.judge(deliveries.claim(SECOND), SECOND, "holds 9 events; the batch has 10");

        assertThat(balance().conserved()).isFalse();
        assertThat(balance().delivery().firstWrong()).isEqualTo(SECOND + " holds 9 events; the batch has 10");
    }

    @Test
    void shouldLookIntoAnObjectOnceOverAllRounds() {
        good(FIRST);
        deliveries.begin();

        SeenBatch again = deliveries.claim(FIRST);

        assertThat(again).isNull();
        assertThat(balance().delivery().delivered()).isEqualTo(10);
    }

    @Test
    void shouldCountStraysAndSecondObjectsOfABatch() {
        good(FIRST);

        good(FIRST.replace(".jsonl.gz", ".avro"));
        SeenBatch stray = deliveries.claim("p/logs/dt=2015-05-17/hr=10/logs.events-7-0-9.jsonl.gz");
        SeenBatch readme = deliveries.claim("p/logs/README");

        assertThat(stray).isNull();
        assertThat(readme).isNull();
        assertThat(balance().delivery().strays()).isEqualTo(2);
        assertThat(balance().delivery().repeatedObjects()).isEqualTo(1);
        assertThat(balance().delivery().delivered()).isEqualTo(10);
    }

    @Test
    void shouldPlaceABatchInTheHourOfItsWindow() {
        SeenBatch batch = new SeenBatch(Books.header(0, 0, 9, 10));

        assertThat(new ObjectLayout("p", "logs").isPlaceOf(batch, FIRST)).isTrue();
        assertThat(new ObjectLayout("p", "logs").isPlaceOf(batch, FIRST.replace("hr=10", "hr=11")))
                .isFalse();
        assertThat(new ObjectLayout("", "logs").isPlaceOf(batch, FIRST.substring(2)))
                .isTrue();
    }

    private void good(String key) {
        deliveries.judge(deliveries.claim(key), key, null);
    }

    private Balance balance() {
        return books.conservation.balance(deliveries.delivery());
    }
}
