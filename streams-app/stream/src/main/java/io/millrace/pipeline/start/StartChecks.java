// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.start;

import io.millrace.config.AdminClients;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Do the topics exist, and do they accept what the pipelines will send? Lists all faults at once. */
public final class StartChecks {
    private static final Logger LOG = LoggerFactory.getLogger(StartChecks.class);

    private final MillraceConfig config;
    private final Map<String, String> unreadable = new HashMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, Long> limits = new HashMap<>();
    /** Of the pipeline that is being checked. */
    private List<String> faults = List.of();

    public StartChecks(MillraceConfig config) {
        this.config = config;
    }

    /** Why pipelines cannot start, by name. Throws {@link StartException} when the cluster does not answer. */
    public Map<String, List<String>> faults() {
        try (Admin admin = AdminClients.make(config)) {
            read(admin);
        }
        Map<String, List<String>> all = new HashMap<>();
        for (PipelineConfig pipeline : config.pipelines()) {
            faults = new ArrayList<>();
            check(pipeline);
            if (!faults.isEmpty()) {
                all.put(pipeline.name(), faults);
            }
        }
        return all;
    }

    public static StartException notReady(List<String> faults) {
        return new StartException("The topics are not ready: " + String.join("; ", faults));
    }

    private void read(Admin admin) {
        List<String> topics = config.topics().stream().map(PipelineTopic::name).toList();
        Map<String, KafkaFuture<TopicDescription>> found =
                admin.describeTopics(topics).topicNameValues();
        found.forEach((topic, description) -> {
            TopicDescription answer = await(description, topic);
            if (answer != null) {
                partitions.put(topic, answer.partitions().size());
            }
        });
        List<ConfigResource> resources = partitions.keySet().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        admin.describeConfigs(resources).values().forEach((resource, settings) -> {
            Config answer = await(settings, resource.name());
            if (answer != null) {
                limits.put(
                        resource.name(),
                        Long.parseLong(
                                answer.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
            }
        });
    }

    /** The answer, or null when there is no such topic or it may not be described. */
    private <T> T await(KafkaFuture<T> answer, String topic) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            if (e.getCause() instanceof AuthorizationException || e.getCause() instanceof InvalidTopicException) {
                unreadable.put(topic, e.getCause().getMessage());
                return null;
            }
            throw new StartException(noAnswer(topic, e.getCause().toString()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while asking for the topic " + topic, e);
        }
    }

    private String noAnswer(String topic, String why) {
        return "The Kafka cluster at " + config.bootstrapServers()
                + " did not describe the topic " + topic + " (" + MillraceConfig.START_TIMEOUT_MS + "="
                + config.timeouts().start().toMillis()
                + "): "
                + why;
    }

    private void warnOfFewPartitions(PipelineConfig pipeline, String sink) {
        int ofSource = partitions.get(pipeline.sourceTopic());
        if (partitions.get(sink) < ofSource) {
            LOG.atWarn()
                    .addKeyValue("pipeline", pipeline.name())
                    .addKeyValue("sink", sink)
                    .addKeyValue("partitions", partitions.get(sink))
                    .addKeyValue("ofSource", ofSource)
                    .log(
                            "The sink topic has fewer partitions than the source, so batches of several share one; millrace topics"
                                    + " apply adds them");
        }
    }

    private void check(PipelineConfig pipeline) {
        pipeline.topics().forEach(this::requireExists);
        if (!faults.isEmpty()) {
            return;
        }
        pipeline.sinkTopics().forEach(sink -> warnOfFewPartitions(pipeline, sink));
        for (PipelineTopic topic : pipeline.topics()) {
            // Kafka Streams creates its own at the first start, as large as the setting at that time requires, and
            // never
            // alters it.
            if (limits.containsKey(topic.name()) && topic.role().isOfStream()) {
                requireLimit(pipeline, topic);
            }
        }
    }

    private void requireExists(PipelineTopic topic) {
        String name = topic.name();
        if (limits.containsKey(name)
                || topic.role().isInternal()
                || !topic.role().isOfStream()) {
            return;
        }
        String why = unreadable.get(name);
        faults.add((why == null ? "there is no topic " + name : "the topic " + name + " cannot be described: " + why)
                + " (" + topic.key() + ")");
    }

    /** What the one takes that takes most. */
    private long limit(List<String> topics) {
        return topics.stream().mapToLong(limits::get).max().orElse(0);
    }

    private void requireLimit(PipelineConfig pipeline, PipelineTopic topic) {
        long takes = limits.get(topic.name());
        long needed = pipeline.sizes().least(topic.role(), role -> limit(pipeline.topics(role)));
        if (takes < needed) {
            faults.add(topic.name() + " accepts records of " + takes + " bytes, but "
                    + pipeline.sizes().largest(topic.role()) + " may need " + needed + "; raise its "
                    + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + ", which millrace topics apply does");
        }
    }
}
