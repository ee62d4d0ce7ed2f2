// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.Table;
import io.millrace.cli.verify.VerificationView;
import io.millrace.config.sinks.Sink;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.operations.verify.account.Balance;
import io.millrace.operations.verify.account.EventDelivery;
import java.util.Locale;
import java.util.Map;

/**
 * What a demo has found.
 *
 * @param late events whose window had closed, by pipeline, as counted by the stream; kept or dead-lettered
 * @param eventsPerSecond from the first send to the last object
 * @param p50Millis from the send of an event to the moment its batch can be read, committed; {@link Latencies}
 * @param p99Millis the same for the slowest one in a hundred
 */
record DemoReport(
        String profile,
        VerificationReport verification,
        Map<String, Long> late,
        long eventsPerSecond,
        long p50Millis,
        long p99Millis) {

    boolean conserved() {
        return verification.conserved();
    }

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("profile", profile);
        root.setAll(VerificationView.json(verification));
        late.forEach((pipeline, count) ->
                root.withObjectProperty("pipeline").withObjectProperty(pipeline).put("late", count));
        root.put("eventsPerSecond", eventsPerSecond);
        root.putObject("latencyMillis").put("p50", p50Millis).put("p99", p99Millis);
        return root;
    }

    String text() {
        Table table = new Table(
                "PIPELINE",
                "PRODUCED",
                "BATCHED",
                "ROUTED",
                "DROPPED",
                "DUPLICATES",
                "DEAD LETTERS",
                "LATE",
                "BATCHES",
                "OBJECTS HOLD",
                "DOCUMENTS",
                "ROWS");
        verification
                .pipelines()
                .forEach((name, balance) -> table.row(
                        name,
                        balance.produced(),
                        balance.batched(),
                        balance.routed(),
                        balance.dropped(),
                        balance.duplicates(),
                        balance.deadLettered(),
                        late.get(name),
                        balance.batches(),
                        delivered(balance),
                        events(balance, Sink.OPENSEARCH),
                        events(balance, Sink.POSTGRES)));
        return table
                + String.format(
                        Locale.ROOT,
                        "%n%n%,d events/s from the first send to the last object."
                                + " From send to readable batch: half within %.1f s, 99 %% within %.1f s.",
                        eventsPerSecond,
                        p50Millis / 1e3,
                        p99Millis / 1e3);
    }

    private static long delivered(Balance balance) {
        return balance.delivery() == null ? 0 : balance.delivery().delivered();
    }

    private static Object events(Balance balance, Sink sink) {
        EventDelivery delivery = balance.eventDeliveries().get(sink.word());
        return delivery == null ? "-" : delivery.delivered();
    }
}
