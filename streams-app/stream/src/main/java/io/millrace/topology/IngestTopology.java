// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.TopicRole;
import io.millrace.group.Bundle;
import io.millrace.source.EventRun;
import io.millrace.source.RunDeserializer;
import java.util.Properties;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The map of Millrace: one pipeline is one topology. Its events come in runs, one processor leads each through the stages, as {@link
 * EventProcessor} says in which order, and out of it come batches, single events for the topics that rules name and, for what a stage
 * refuses, dead letters.
 */
public final class IngestTopology {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private IngestTopology() {}

    /**
     * The topology of one pipeline, optimized and named as {@code settings} say; to be run with {@link
     * io.millrace.source.RunClients}.
     */
    public static Topology build(PipelineParts parts, Properties settings) {
        return build(parts, settings, new RunDeserializer());
    }

    static Topology build(PipelineParts parts, Properties settings, Deserializer<EventRun> runs) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
        Stages stages = new Stages(parts);
        PipelineConfig pipeline = parts.pipeline();
        StageNames names = stages.names();

        KStream<byte[], EventRun> events = builder.stream(pipeline.sourceTopic(), runs(runs, names));
        KStream<byte[], byte[]> done = events.process(stages, Named.as(names.stages()));
        done.to(pipeline.dlqTopic(), bytes().withName(names.deadLetters()));
        KStream<byte[], byte[]> shuffle =
                stages.shuffles() ? done.selectKey((key, value) -> key, Named.as(names.shuffle())) : null;
        KStream<byte[], byte[]> batched = stages.isGrouped() ? grouped(shuffle, stages) : done;
        stages.sinks().forEach((topic, name) -> batched.to(topic, batches().withName(name)));
        stages.routes().forEach((topic, name) -> done.to(topic, bytes().withName(name)));
        new RollupBranches(parts, names).addTo(shuffle);
        return builder.build(settings);
    }

    /**
     * What needs events by another key than the source has them hangs below one node that, to Kafka Streams, changes keys, so that
     * optimization leaves one repartition topic for all of it: a table's is merged, {@link NoTable} or not, a repartition of its own is not.
     */
    private static KStream<byte[], byte[]> grouped(KStream<byte[], byte[]> shuffle, Stages stages) {
        StageNames names = stages.names();
        KStream<byte[], byte[]> batched = shuffle.filter((bucket, value) -> Bundle.is(value), Named.as(names.bundles()))
                .toTable(Named.as(names.grouped()), new NoTable(names.noTable()).materialized())
                .toStream(Named.as(names.ofGroups()))
                .process(stages.batching(), Named.as(names.batching()));
        batched.to(stages.pipeline().dlqTopic(), bytes().withName(names.groupedDeadLetters()));
        if (stages.pipeline().dedup().isOfGroup()) {
            batched.to(stages.pipeline().topic(TopicRole.DROPPED), bytes().withName(names.groupedDropped()));
        }
        return batched;
    }

    private static Consumed<byte[], EventRun> runs(Deserializer<EventRun> runs, StageNames names) {
        return Consumed.with(BYTES, Serdes.serdeFrom(IngestTopology::refuse, runs))
                .withTimestampExtractor((run, partitionTime) -> run.timestamp())
                .withName(names.events());
    }

    /** A serde has both directions, and runs go one way. */
    private static byte[] refuse(String topic, EventRun run) {
        throw new IllegalStateException("Runs of events are not written, and " + topic + " is");
    }

    private static Produced<byte[], byte[]> batches() {
        return bytes().withStreamPartitioner(new SourcePartition());
    }

    private static Produced<byte[], byte[]> bytes() {
        return Produced.with(BYTES, BYTES);
    }
}
