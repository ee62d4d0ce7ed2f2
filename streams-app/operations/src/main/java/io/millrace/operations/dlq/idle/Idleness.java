// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.connect.SinkConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a pipeline has nothing to do: it runs, everything on its source topic is read and committed, nothing came for a second, no sink is
 * paused or has failed, and each has delivered what there is.
 */
public final class Idleness implements AutoCloseable {
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    private final MillraceConfig config;
    private final PipelineConfig pipeline;
    private final ClusterAdmin cluster;
    private final Waiting waiting;
    private final Backlog backlog;
    private final List<TopicPartition> source;
    private Map<TopicPartition, Long> ends;
    private long endsSince = System.nanoTime();

    public Idleness(MillraceConfig config, PipelineConfig pipeline, ClusterAdmin cluster, Waiting waiting) {
        this.config = config;
        this.pipeline = pipeline;
        this.cluster = cluster;
        this.waiting = waiting;
        this.backlog = new Backlog(config, cluster);
        this.source = backlog.partitions(List.of(pipeline.sourceTopic()));
        this.ends = backlog.ends(source);
    }

    /** Returns as soon as it is idle. */
    public void await() {
        String busy = busy();
        while (busy != null) {
            waiting.on(busy);
            ClusterAdmin.pause();
            busy = busy();
        }
        waiting.end();
    }

    /** What was just sent to the source is no load. */
    public void sent() {
        ends = backlog.ends(source);
    }

    /** Why it is not idle; null when it is. */
    private String busy() {
        Map<TopicPartition, Long> now = backlog.ends(source);
        if (!now.equals(ends)) {
            ends = now;
            endsSince = System.nanoTime();
        }
        String group = pipeline.application().group();
        if (System.nanoTime() - endsSince < QUIET_NANOS) {
            return "events are coming on " + pipeline.sourceTopic();
        }
        ConsumerGroupDescription members = cluster.group(group);
        if (members == null || members.members().isEmpty()) {
            return "the pipeline does not run: the group " + group + " has no members";
        }
        if (backlog.isAny(group, source)) {
            return "the pipeline has not read all of " + pipeline.sourceTopic();
        }
        return config.connectUrl().isEmpty() ? null : busySink();
    }

    private String busySink() {
        Set<String> topics = Set.of(pipeline.sinkTopic(), pipeline.topic(TopicRole.REDRIVEN));
        for (SinkConnector connector : new ConnectWorker(config.connectUrl()).reading(topics)) {
            if (!connector.isRunning()) {
                return "the connector " + connector.name() + " is " + connector.state() + ", its tasks are "
                        + connector.tasks();
            }
            List<String> read = topics.stream().filter(connector::reads).toList();
            if (backlog.isAny(connector.group(), backlog.partitions(read))) {
                return "the connector " + connector.name() + " has not delivered all batches";
            }
        }
        return null;
    }

    @Override
    public void close() {
        backlog.close();
    }
}
