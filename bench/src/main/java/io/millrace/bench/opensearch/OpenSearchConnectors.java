// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.connectors.Connector;
import io.millrace.bench.connectors.Input;
import io.millrace.bench.connectors.OwnSink;
import io.millrace.bench.connectors.Peer;
import io.millrace.bench.data.BatchMaker;
import io.millrace.bench.data.JsonClicks;
import io.millrace.bench.sinks.DeliveryRun;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The connectors that write to OpenSearch, and what they read. */
final class OpenSearchConnectors {
    private static final int EVENT_BYTES = DeliveryRun.EVENT_BYTES;
    private static final long EVENTS = 1_000_000;
    /** Documents of a peer's bulk. */
    private static final int BULK_EVENTS = 1_000;

    private static final Input BATCHES = Input.batches(
            "opensearch-json-batches", EVENT_BYTES, EVENTS, bed -> BatchMaker.json(Input.BATCH_EVENTS, EVENT_BYTES));

    private static final Input ACTIONS =
            Input.events("opensearch-actions", EVENT_BYTES, EVENTS, bed -> actions(JsonClicks.values(EVENT_BYTES)));

    private OpenSearchConnectors() {}

    /** Each event below the line of a bulk that names it as our sink does, as nothing in Camel can put it there. */
    private static Input.EventMaker actions(byte[][] values) {
        return (partition, offset) -> {
            String action = "{\"index\":{\"_id\":\"%s-%d-%d\"}}\n".formatted(BatchMaker.SOURCE, partition, offset);
            ByteArrayOutputStream out = new ByteArrayOutputStream(2 * EVENT_BYTES);
            out.writeBytes(action.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(values[(int) (offset % values.length)]);
            out.write('\n');
            return out.toByteArray();
        };
    }

    static Connector ours() {
        return new OwnSink(
                "opensearch-sink",
                "io.millrace.opensearch.OpenSearchSinkConnector",
                BATCHES,
                new IndexTarget()::settings);
    }

    static Connector camel() {
        return new Peer(
                "camel/opensearch.properties",
                ACTIONS,
                2L * Input.PARTITIONS * BULK_EVENTS,
                bed -> Map.of(
                        "url", OpenSearchBed.of(bed).url(),
                        "events", Integer.toString(BULK_EVENTS)));
    }
}
