// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import io.millrace.opensearch.client.Cluster;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Destination;
import io.millrace.sink.Outcome;
import io.millrace.sink.payload.PayloadSchemas;
import java.util.HashMap;
import java.util.Map;

/** Settings and writers for tests. */
final class Sinks {
    private Sinks() {}

    /** Valid settings with {@code more}, key and value in turn. */
    static Map<String, String> props(String url, String... more) {
        Map<String, String> props = new HashMap<>(Map.of(
                "name", "search",
                "topics", "clicks.batches",
                "opensearch.urls", url,
                "retry.backoff.max.ms", "10",
                "dead.letter.bootstrap.servers", "localhost:1"));
        for (int i = 0; i < more.length; i += 2) {
            props.put(more[i], more[i + 1]);
        }
        return props;
    }

    static OpenSearchWriter writer(String url, String... more) {
        return writer(new PayloadSchemas(null), url, more);
    }

    static OpenSearchWriter writer(PayloadSchemas schemas, String url, String... more) {
        OpenSearchSinkConfig config = new OpenSearchSinkConfig(props(url, more));
        Cluster cluster = config.cluster();
        return new OpenSearchWriter(
                cluster,
                config.index(),
                config.documents(schemas),
                config.mappings(cluster, schemas),
                config.bulkLimits());
    }

    /** Asks again for what is left, as the delivery loop does, but without a pause and with what came last as the outcome. */
    static Outcome deliverAll(Destination destination, EventBatch batch) throws Exception {
        Outcome outcome = destination.deliver(batch);
        while (outcome instanceof Outcome.PartlyTaken partly) {
            outcome = partly.rest().deliver(batch);
        }
        return outcome;
    }
}
