// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import io.millrace.sink.ConnectSettings;
import io.millrace.sink.DeliveryConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Delivers the batches on its topics to a bucket. Connect finds it by this name. */
public final class S3SinkConnector extends SinkConnector {
    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        S3SinkConfig config = new S3SinkConfig(props);
        DeliveryConfig.of(config);
        settings = config.originalsStrings();
    }

    @Override
    public Config validate(Map<String, String> props) {
        return ConnectSettings.judge(super.validate(props), props, S3SinkConfig::new, S3SinkConfig.ACCESS_KEY_ID);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return S3SinkTask.class;
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
        return S3SinkConfig.DEFINITION;
    }

    @Override
    public String version() {
        String version = S3SinkConnector.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
