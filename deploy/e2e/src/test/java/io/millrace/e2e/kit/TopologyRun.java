// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.pipeline.SharedParts;
import io.millrace.pipeline.start.SourceTopics;
import io.millrace.resolved.ResolvedConfig;
import io.millrace.source.RunClients;
import io.millrace.topology.IngestTopology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The topology of the one pipeline of a configuration, in this process, as optimized as is asked for. */
public final class TopologyRun implements AutoCloseable {
    private static final Duration LONGEST_COMMIT = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final String prefix;
    private final KafkaStreams streams;

    /** Starts it. {@code optimization} is as {@link StreamsConfig#TOPOLOGY_OPTIMIZATION_CONFIG} has it. */
    public TopologyRun(Cluster cluster, MillraceConfig config, String optimization) {
        this.cluster = cluster;
        PipelineConfig pipeline = config.pipelines().get(0);
        prefix = pipeline.application().topics();
        ResolvedConfig effective = ResolvedConfig.of(config);
        Properties settings = effective.streams(pipeline);
        settings.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, optimization);
        RunClients.countRuns(settings);
        PipelineMetrics metrics = new PipelineMetrics(
                new SimpleMeterRegistry(),
                pipeline.name(),
                pipeline.routes().topics(),
                pipeline.rollups().names());
        streams = new KafkaStreams(
                IngestTopology.build(
                        SharedParts.of(effective)
                                .of(pipeline, SourceTopics.of(config, pipeline.sourceTopic()), metrics),
                        settings),
                settings,
                new RunClients(
                        new StreamsConfig(settings).getKafkaClientSupplier(),
                        pipeline.sourceTopic(),
                        consumer -> consumer));
        streams.start();
    }

    /** Those that the broker has of the application, without what their names begin with. */
    public Set<String> repartitionTopics() throws Exception {
        try (Admin admin = cluster.admin()) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix) && name.endsWith("-repartition"))
                    .map(name -> name.substring(prefix.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Of all keys and values that were committed to those topics, if none were purged yet. */
    public long bytesThroughThem() throws Exception {
        long bytes = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = repartitionTopics().stream()
                    .flatMap(topic -> consumer.partitionsFor(prefix + topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    bytes += record.serializedKeySize() + record.serializedValueSize();
                }
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        streams.close(LONGEST_COMMIT);
    }
}
