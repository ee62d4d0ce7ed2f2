// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import io.millrace.operations.connect.SinkConnector;
import java.util.List;
import java.util.Map;

/**
 * Kafka Connect.
 *
 * @param url empty when none is configured
 * @param problem why it cannot be asked, or null; the rest is empty then
 * @param connectors that read a sink topic
 * @param refused why a worker accepts no overrides, by connector
 */
public record ConnectFacts(String url, String problem, List<SinkConnector> connectors, Map<String, String> refused) {
    /** No Connect is configured. */
    public static final ConnectFacts NONE = new ConnectFacts("", null, List.of(), Map.of());

    public ConnectFacts {
        connectors = List.copyOf(connectors);
        refused = Map.copyOf(refused);
    }
}
