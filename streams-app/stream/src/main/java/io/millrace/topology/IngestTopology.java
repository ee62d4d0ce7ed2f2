// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.config.PipelineConfig;
import io.millrace.dlq.RecordTimestamps;
import java.util.Properties;
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
 * The map of Millrace: one pipeline is one topology, its events go from stage to stage as bytes, and what a stage refuses
 * leaves by its own exit to the dead-letter topic.
 */
public final class IngestTopology {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private IngestTopology() {}

    /** The topology of one pipeline, optimized and named as {@code settings} say. */
    public static Topology build(PipelineParts parts, Properties settings) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
        Stages stages = new Stages(parts);
        PipelineConfig pipeline = stages.pipeline();
        StageNames names = stages.names();

        KStream<byte[], byte[]> events = builder.stream(pipeline.sourceTopic(), events(names));
        KStream<byte[], byte[]> decoded = events.process(stages::decode, Named.as(names.decode()));
        decoded.to(pipeline.dlqTopic(), bytes().withName(names.undecoded()));
        KStream<byte[], byte[]> batched = decoded.process(stages.batch(), Named.as(names.batch()));
        batched.to(pipeline.dlqTopic(), bytes().withName(names.unbatched()));
        batched.to(
                pipeline.sinkTopic(),
                bytes().withStreamPartitioner(new SourcePartition()).withName(names.batches()));
        return builder.build(settings);
    }

    private static Consumed<byte[], byte[]> events(StageNames names) {
        return Consumed.with(BYTES, BYTES)
                .withTimestampExtractor(new RecordTimestamps())
                .withName(names.events());
    }

    private static Produced<byte[], byte[]> bytes() {
        return Produced.with(BYTES, BYTES);
    }
}
