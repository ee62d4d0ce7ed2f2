// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import io.millrace.opensearch.client.AccessKeys;
import io.millrace.sink.ConnectSettings;
import io.millrace.sink.DeliveryConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Delivers the batches on its topics to OpenSearch or Elasticsearch. Connect finds it by this name. */
public final class OpenSearchSinkConnector extends SinkConnector {
    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        OpenSearchSinkConfig config = new OpenSearchSinkConfig(props);
        DeliveryConfig.of(config);
        settings = config.originalsStrings();
    }

    @Override
    public Config validate(Map<String, String> props) {
        return ConnectSettings.judge(super.validate(props), props, OpenSearchSinkConfig::new, AccessKeys.USER);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OpenSearchSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return ConnectSettings.ofTasks(settings, maxTasks);
    }

    @Override
    public void stop() {
        // Everything that runs, runs in the tasks.
    }

    @Override
    public ConfigDef config() {
        return OpenSearchSinkConfig.DEFINITION;
    }

    @Override
    public String version() {
        String version = OpenSearchSinkConnector.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
