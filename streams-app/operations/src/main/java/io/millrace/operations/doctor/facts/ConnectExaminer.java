// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.connect.ConnectException;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.connect.SinkConnector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks Kafka Connect about the connectors of the pipelines. */
public final class ConnectExaminer {
    private static final String OVERRIDES = "consumer.override.";

    private ConnectExaminer() {}

    public static ConnectFacts look(MillraceConfig config) {
        String url = config.connectUrl();
        if (url.isEmpty()) {
            return ConnectFacts.NONE;
        }
        Set<String> topics =
                config.pipelines().stream().map(PipelineConfig::sinkTopic).collect(Collectors.toSet());
        try {
            ConnectWorker worker = new ConnectWorker(url);
            List<SinkConnector> connectors = worker.reading(topics);
            Map<String, String> refused = new HashMap<>();
            connectors.forEach(connector -> worker.refused(with(connector, config.connectors())).entrySet().stream()
                    .filter(setting -> setting.getKey().startsWith(OVERRIDES))
                    .findFirst()
                    .ifPresent(setting -> refused.put(connector.name(), setting.getValue())));
            return new ConnectFacts(url, null, connectors, refused);
        } catch (ConnectException e) {
            return new ConnectFacts(url, e.getMessage(), List.of(), Map.of());
        }
    }

    /** As it should be: an override that is not set yet can be refused too. */
    private static Map<String, String> with(SinkConnector connector, Map<String, String> overrides) {
        Map<String, String> whole = new HashMap<>(connector.config());
        whole.putAll(overrides);
        return whole;
    }
}
