// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import io.millrace.sink.ConnectSettings;
import io.millrace.sink.DeliveryConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Delivers the batches on its topics to PostgreSQL. Connect finds it by this name. */
public final class PostgresSinkConnector extends SinkConnector {
    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        PostgresSinkConfig config = new PostgresSinkConfig(props);
        DeliveryConfig.of(config);
        settings = config.originalsStrings();
    }

    /** Checks keys in combination too, so that a connector that is valid here also starts. */
    @Override
    public Config validate(Map<String, String> props) {
        Config validated = ConnectSettings.judge(super.validate(props), props);
        if (validated.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            try {
                new PostgresSinkConfig(props);
            } catch (ConfigException e) {
                ConnectSettings.add(validated, PostgresSinkConfig.TABLE, e.getMessage());
            }
        }
        return validated;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return PostgresSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return IntStream.range(0, maxTasks).mapToObj(this::taskConfig).toList();
    }

    private Map<String, String> taskConfig(int task) {
        Map<String, String> config = new HashMap<>(settings);
        config.put(DeliveryConfig.TASK, Integer.toString(task));
        return config;
    }

    @Override
    public void stop() {
        // Everything that runs, runs in the tasks.
    }

    @Override
    public ConfigDef config() {
        return PostgresSinkConfig.DEFINITION;
    }

    @Override
    public String version() {
        String version = PostgresSinkConnector.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
