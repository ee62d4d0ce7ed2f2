// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.connectors.ConnectorRun;
import io.millrace.bench.connectors.PeerScenario;
import io.millrace.bench.model.Scenario;

/** Delivery to OpenSearch beside another connector. */
public final class OpenSearchPeerRuns {
    private OpenSearchPeerRuns() {}

    public static Scenario scenario() {
        return PeerScenario.of(
                "opensearch-peer",
                "How fast do a worker's sinks make documents of events: ours, and Camel's?",
                "OpenSearch sink / Camel's HTTP sink",
                new ConnectorRun("opensearch-connect", OpenSearchConnectors.ours(), new IndexTarget()),
                new ConnectorRun("opensearch-camel", OpenSearchConnectors.camel(), new IndexTarget()));
    }
}
