package io.millrace.ops;

import java.util.List;
import java.util.function.Function;

/**
 * One figure of a {@link Balance}.
 *
 * @param json its field in the report
 * @param label its row in the table
 * @param value null when it was not looked at
 */
record Figure(String json, String label, Function<Balance, Long> value) {
    /** In the order of report and table. */
    static final List<Figure> ALL = List.of(
            new Figure("produced", "produced", Balance::produced),
            new Figure("batched", "batched", Balance::batched),
            new Figure("deadLettered", "dead-lettered", Balance::deadLettered),
            new Figure("late", "  of them late", Balance::late),
            new Figure("missing", "missing", Balance::missing),
            new Figure("twice", "twice", Balance::twice),
            new Figure("unknown", "unknown", Balance::unknown),
            new Figure("truncated", "no longer at the source", Balance::truncated),
            ofObjects("delivered", "delivered", Delivery::delivered),
            new Figure("sinkDeadLettered", "dead-lettered by a sink", Balance::sinkDeadLettered),
            new Figure("batches", "batches", Balance::batches),
            new Figure("repeatedBatches", "  repeated on the topic", Balance::repeatedBatches),
            ofObjects("undeliveredBatches", "  undelivered", Delivery::undelivered),
            ofObjects("wrongObjects", "wrong objects", Delivery::wrongObjects),
            ofObjects("repeatedObjects", "repeated objects", Delivery::repeatedObjects),
            ofObjects("strays", "stray objects", Delivery::strays),
            new Figure("foreignRecords", "foreign records", Balance::foreign));

    private static Figure ofObjects(String json, String label, Function<Delivery, Long> value) {
        return new Figure(json, label, balance -> balance.delivery() == null ? null : value.apply(balance.delivery()));
    }

    Long of(Balance balance) {
        return value.apply(balance);
    }
}
