// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli.verify;

import io.millrace.config.sinks.Sink;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.DeliveryBalance;
import io.millrace.operations.verify.account.EventDelivery;
import io.millrace.operations.verify.account.Standing;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One figure of a {@link Balance}.
 *
 * @param json its field in the report
 * @param label its row in the table
 * @param value null when it was not checked
 */
public record ReportedFigure(String json, String label, Function<Balance, Long> value) {
    /** In the order of report and table. */
    public static final List<ReportedFigure> ALL = List.of(
            new ReportedFigure("produced", "produced", Balance::produced),
            new ReportedFigure("batched", "batched", Balance::batched),
            new ReportedFigure("routed", "routed", Balance::routed),
            new ReportedFigure("dropped", "dropped", Balance::dropped),
            new ReportedFigure("duplicates", "duplicates", Balance::duplicates),
            new ReportedFigure("deadLettered", "dead-lettered", Balance::deadLettered),
            new ReportedFigure("late", "  of them late", Balance::late),
            of("missing", "missing", Standing.MISSING, Standing.UNDELIVERED, Standing.MISSED),
            of("twice", "twice", Standing.TWICE),
            of("altered", "altered", Standing.ALTERED),
            of("unknown", "unknown", Standing.NEVER_HELD, Standing.TAKEN_BACK),
            of(
                    "doubtful",
                    "doubtful",
                    Standing.BEHIND_OPEN_TRANSACTION,
                    Standing.CONTRADICTED,
                    Standing.OUTPUT_REMOVED,
                    Standing.HOLE,
                    Standing.UNTOLD),
            of("truncated", "no longer at the source", Standing.TRUNCATED, Standing.COMPACTED),
            of("batchesRemoved", "known from objects only", Standing.BATCH_REMOVED),
            ofObjects("delivered", "delivered", DeliveryBalance::delivered),
            new ReportedFigure("sinkDeadLettered", "dead-lettered by a sink", Balance::sinkDeadLettered),
            new ReportedFigure("batches", "batches", Balance::batches),
            new ReportedFigure("repeatedBatches", "  repeated on the topic", Balance::repeatedBatches),
            ofObjects("undeliveredBatches", "  undelivered", delivery -> delivery.undelivered()
                    .count()),
            ofObjects("wrongObjects", "wrong objects", delivery -> delivery.wrong()
                    .count()),
            ofObjects("uncomparedObjects", "objects not compared", delivery -> delivery.uncompared()
                    .count()),
            ofObjects("repeatedObjects", "repeated objects", DeliveryBalance::repeatedObjects),
            ofObjects("strays", "stray objects", delivery -> delivery.strays().count()),
            ofEvents(Sink.OPENSEARCH, "documents", "documents", EventDelivery::delivered),
            ofEvents(Sink.OPENSEARCH, "missingDocuments", "  missing", EventDelivery::missingEvents),
            ofEvents(Sink.OPENSEARCH, "repeatedDocuments", "  repeated", EventDelivery::repeated),
            ofEvents(Sink.POSTGRES, "rows", "rows", EventDelivery::delivered),
            ofEvents(Sink.POSTGRES, "missingRows", "  missing", EventDelivery::missingEvents),
            ofEvents(Sink.POSTGRES, "repeatedRows", "  repeated", EventDelivery::repeated),
            of("unreadableRecords", "unreadable records", Standing.UNREADABLE),
            new ReportedFigure("foreignRecords", "foreign records", Balance::foreign));

    private static ReportedFigure of(String json, String label, Standing... standings) {
        return new ReportedFigure(json, label, balance -> {
            long sum = 0;
            for (Standing standing : standings) {
                sum += balance.count(standing);
            }
            return sum;
        });
    }

    private static ReportedFigure ofObjects(String json, String label, ToLongFunction<DeliveryBalance> value) {
        return new ReportedFigure(
                json,
                label,
                balance -> balance.delivery() == null ? null : (Long) value.applyAsLong(balance.delivery()));
    }

    private static ReportedFigure ofEvents(Sink sink, String json, String label, ToLongFunction<EventDelivery> value) {
        return new ReportedFigure(json, label, balance -> {
            EventDelivery delivery = balance.eventDeliveries().get(sink.word());
            return delivery == null ? null : (Long) value.applyAsLong(delivery);
        });
    }

    public Long of(Balance balance) {
        return value.apply(balance);
    }
}
