// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.metrics.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What only the brokers know of each pipeline: how far its group is behind, whoever reads, and how many replicas the topics
 * that the stream reads or writes have in sync. Looked up by one thread; what was found last is shown until the next answer.
 */
public final class BrokerFigures {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFigures.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final double MILLIS = 1_000;
    private static final Figures NONE = new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Of one pipeline; lags in events, the rest in partitions. */
    private record Figures(double lag, double lagMax, double atMinimum, double belowMinimum) {}

    private final List<PipelineConfig> pipelines;
    private final Map<String, Figures> found = new ConcurrentHashMap<>();
    private volatile long answeredAt;
    /** The pipelines that the brokers did not tell of when they were asked last. */
    private final Set<String> silent = new HashSet<>();

    public BrokerFigures(MillraceConfig config, MeterRegistry registry) {
        pipelines = config.pipelines();
        for (PipelineConfig pipeline : pipelines) {
            gauge(registry, Metric.GROUP_LAG, pipeline, Figures::lag);
            gauge(registry, Metric.GROUP_LAG_MAX, pipeline, Figures::lagMax);
            gauge(registry, Metric.AT_MINIMUM, pipeline, Figures::atMinimum);
            gauge(registry, Metric.BELOW_MINIMUM, pipeline, Figures::belowMinimum);
        }
        Gauge.builder(Metric.BROKERS_ASKED.meter(), this, figures -> figures.answeredAt / MILLIS)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry, Metric metric, PipelineConfig pipeline, ToDoubleFunction<Figures> figure) {
        Gauge.builder(metric.meter(), this, all -> figure.applyAsDouble(all.found.getOrDefault(pipeline.name(), NONE)))
                .tags("pipeline", pipeline.name())
                .register(registry);
    }

    /** Asks for all pipelines. What of one is refused, or not told in time, stays as it was; that is a warning once. */
    public void look(Admin admin) {
        for (PipelineConfig pipeline : pipelines) {
            try {
                found.put(pipeline.name(), figures(admin, pipeline));
                answeredAt = System.currentTimeMillis();
                silent.remove(pipeline.name());
            } catch (ExecutionException e) {
                untold(pipeline, e.getCause());
            } catch (TimeoutException e) {
                // No answer about the others would come, and what is looked after by this thread beside has to wait.
                untold(pipeline, e);
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void untold(PipelineConfig pipeline, Throwable why) {
        LOG.atLevel(silent.add(pipeline.name()) ? Level.WARN : Level.DEBUG)
                .addKeyValue("pipeline", pipeline.name())
                .addKeyValue("cause", why.toString())
                .log("The brokers do not tell of lag and replicas; these metrics stay as they were");
    }

    private static <T> T answer(KafkaFuture<T> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static Figures figures(Admin admin, PipelineConfig pipeline)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> names = pipeline.topics().stream()
                .filter(topic -> topic.role().isOfStream())
                .map(PipelineTopic::name)
                .distinct()
                .toList();
        Map<String, TopicDescription> topics = existing(admin, names);
        Map<String, Integer> minima = minima(admin, topics.keySet());
        int at = 0;
        int below = 0;
        for (TopicDescription topic : topics.values()) {
            int minimum = minima.get(topic.name());
            for (TopicPartitionInfo partition : topic.partitions()) {
                int inSync = partition.isr().size();
                at += inSync == minimum && inSync < partition.replicas().size() ? 1 : 0;
                below += inSync < minimum ? 1 : 0;
            }
        }
        Collection<Long> lags = lags(admin, pipeline, topics.get(pipeline.sourceTopic()));
        return new Figures(
                lags.isEmpty()
                        ? Double.NaN
                        : lags.stream().mapToDouble(Long::doubleValue).sum(),
                lags.stream().mapToDouble(Long::doubleValue).max().orElse(Double.NaN),
                at,
                below);
    }

    /** A topic that is created later may be missing. */
    private static Map<String, TopicDescription> existing(Admin admin, List<String> names)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, TopicDescription> topics = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                topics.put(topic.getKey(), answer(topic.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return topics;
    }

    private static Map<String, Integer> minima(Admin admin, Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        return answer(admin.describeConfigs(resources).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        topic -> topic.getKey().name(),
                        topic -> Integer.parseInt(topic.getValue()
                                .get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                                .value())));
    }

    /** Up to the end that readers of committed events see, from the beginning where nothing is committed; none without a topic. */
    private static Collection<Long> lags(Admin admin, PipelineConfig pipeline, TopicDescription source)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (source == null) {
            return List.of();
        }
        List<TopicPartition> partitions = source.partitions().stream()
                .map(partition -> new TopicPartition(source.name(), partition.partition()))
                .toList();
        Map<TopicPartition, OffsetAndMetadata> committed = answer(
                admin.listConsumerGroupOffsets(pipeline.application().group()).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> beginnings = offsets(admin, partitions, OffsetSpec.earliest());
        List<Long> lags = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            long from = offset == null ? beginnings.get(partition) : offset.offset();
            lags.add(Math.max(0, ends.get(partition) - from));
        }
        return lags;
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        return answer(admin.listOffsets(asked, options).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().offset()));
    }
}
