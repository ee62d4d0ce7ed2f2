// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.profiles;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.connect.SinkConnector;
import io.millrace.operations.topics.TopicPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a profile sets outside the stream processes: settings of topics and of sink connectors. */
public final class ClusterSettings {
    private final MillraceConfig before;
    private final MillraceConfig config;
    private final SwitchProgress progress;

    public ClusterSettings(MillraceConfig before, MillraceConfig config, SwitchProgress progress) {
        this.before = before;
        this.config = config;
        this.progress = progress;
    }

    /** All but what would lower durability, which should never happen as a side effect. */
    public void applyTopics() {
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            TopicPlan plan = TopicPlan.of(config, cluster);
            TopicPlan unharmful = plan.withoutLowering();
            if (!plan.isEmpty()) {
                // What stays as it is belongs to topics plan.
                progress.planned(new TopicPlan(plan.changes(), List.of()));
            }
            unharmful.apply(cluster);
            int left = plan.lowering().size();
            progress.done(
                    "Topics: " + unharmful.changes().size() + " changed"
                            + (left == 0
                                    ? ""
                                    : ", " + left
                                            + " skipped because they lower durability: run millrace topics apply --allow-lower"));
        }
    }

    /** Connect restarts each connector whose configuration changes. */
    public void applyConnectors() {
        String url = config.connectUrl();
        if (url.isEmpty()) {
            progress.done("Sink connectors are unchanged (" + MillraceConfig.CONNECT_URL + " is not set)");
            return;
        }
        Set<String> sinkTopics =
                config.pipelines().stream().map(PipelineConfig::sinkTopic).collect(Collectors.toSet());
        ConnectWorker worker = new ConnectWorker(url);
        int changed = 0;
        for (SinkConnector connector : worker.reading(sinkTopics)) {
            Map<String, String> wanted = new TreeMap<>(connector.config());
            wanted.keySet().removeAll(before.connectors().keySet());
            wanted.putAll(config.connectors());
            if (!wanted.equals(connector.config())) {
                worker.put(connector.name(), wanted);
                changed++;
            }
        }
        progress.done("Sink connectors: " + changed + " changed");
    }
}
