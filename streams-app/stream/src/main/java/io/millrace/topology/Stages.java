// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.batch.BatchSink;
import io.millrace.batch.BatchSinks;
import io.millrace.batch.BatchStage;
import io.millrace.batch.BatchStageSettings;
import io.millrace.config.PipelineConfig;
import io.millrace.config.stages.Dedup;
import io.millrace.config.topics.TopicRole;
import io.millrace.decode.DecodeStage;
import io.millrace.decode.DecodeStageSettings;
import io.millrace.dedup.DedupStage;
import io.millrace.dedup.DedupStageSettings;
import io.millrace.dedup.EventIds;
import io.millrace.drain.DrainedStore;
import io.millrace.drain.DrainedStoreBuilder;
import io.millrace.fields.FieldValues;
import io.millrace.group.GroupStage;
import io.millrace.group.GroupStageSettings;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.rollup.RollupStage;
import io.millrace.rollup.RollupStageSettings;
import io.millrace.route.RouteStage;
import io.millrace.route.RouteStageSettings;
import io.millrace.source.EventRun;
import io.millrace.source.SourceTopic;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stages of one pipeline, and the store that they share, for each of its tasks. */
final class Stages implements ProcessorSupplier<byte[], EventRun, byte[], byte[]> {
    private final StageNames names;
    private final SourceTopic source;
    private final DecodeStageSettings decode;
    private final DedupStageSettings dedup;
    private final DedupStageSettings dedupOfGroups;
    private final RouteStageSettings route;
    private final RollupStageSettings rollup;
    private final GroupStageSettings group;
    private final BatchStageSettings batch;
    private final PipelineMetrics metrics;

    Stages(PipelineParts parts) {
        PipelineConfig pipeline = parts.pipeline();
        metrics = parts.metrics();
        source = parts.source();
        names = new StageNames(pipeline.name());
        decode = new DecodeStageSettings(
                pipeline, StageNames.DECODE_STAGE, names.deadLetters(), parts.schemas(), metrics);
        Dedup repetitions = pipeline.dedup();
        dedup = dedup(pipeline, repetitions.isOfPartition(), sourceStore(pipeline), names.dropped());
        dedupOfGroups = dedup(pipeline, repetitions.isOfGroup(), names.openBatches(), names.groupedDropped());
        rollup = rollup(parts);
        route = new RouteStageSettings(
                pipeline,
                StageNames.ROUTE_STAGE,
                pipeline.routes().topics().stream().collect(Collectors.toMap(Function.identity(), names::route)),
                names.dropped(),
                names.deadLetters(),
                metrics);
        group = new GroupStageSettings(
                pipeline, source.partitions(), StageNames.GROUP_STAGE, names.shuffle(), names.deadLetters(), metrics);
        batch = batch(parts, isGrouped(pipeline));
    }

    private DedupStageSettings dedup(PipelineConfig pipeline, boolean isHere, String store, String droppedNode) {
        return new DedupStageSettings(pipeline, !isHere, store, droppedNode, metrics);
    }

    private RollupStageSettings rollup(PipelineParts parts) {
        return new RollupStageSettings(
                parts.pipeline(),
                StageNames.ROLLUP_STAGE,
                sourceStore(parts.pipeline()),
                names.shuffle(),
                names.deadLetters(),
                parts.source().partitions(),
                metrics);
    }

    private BatchStageSettings batch(PipelineParts parts, boolean grouped) {
        return new BatchStageSettings(
                parts.pipeline(),
                // Nobody knows that of a topic which Kafka Streams has yet to create.
                grouped ? Uuid.ZERO_UUID : source.id(),
                StageNames.BATCH_STAGE,
                names.openBatches(),
                sinks(parts),
                grouped ? names.groupedDeadLetters() : names.deadLetters(),
                parts.transactional(),
                parts.budget(),
                metrics);
    }

    private BatchSinks sinks(PipelineParts parts) {
        Map<String, BatchSink> all = parts.pipeline().sinkTopics().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        topic -> new BatchSink(
                                node(topic, parts.pipeline()),
                                parts.batchSchemaIds().get(topic))));
        BatchSink own = all.remove(parts.pipeline().sinkTopic());
        return new BatchSinks(own, all);
    }

    private String node(String sinkTopic, PipelineConfig pipeline) {
        return sinkTopic.equals(pipeline.sinkTopic()) ? names.batches() : names.batches(sinkTopic);
    }

    /** The store of the tasks that read events. */
    private String sourceStore(PipelineConfig pipeline) {
        return isGrouped(pipeline) ? names.remembered() : names.openBatches();
    }

    SourceTopic source() {
        return source;
    }

    StageNames names() {
        return names;
    }

    PipelineConfig pipeline() {
        return batch.pipeline();
    }

    /** Whether events go through a repartition topic on their way into batches. */
    boolean isGrouped() {
        return isGrouped(pipeline());
    }

    /** Whether anything goes on in the partition of another key. */
    boolean shuffles() {
        return isGrouped() || !pipeline().rollups().isEmpty();
    }

    private static boolean isGrouped(PipelineConfig pipeline) {
        return !pipeline.grouping().isOff();
    }

    /** The sinks of batches, by topic. */
    Map<String, String> sinks() {
        Map<String, String> nodes = new TreeMap<>();
        batch.sinks().ofRules().forEach((topic, sink) -> nodes.put(topic, sink.node()));
        nodes.put(pipeline().sinkTopic(), batch.sinks().own().node());
        return nodes;
    }

    /** The sinks that rules need, by topic. */
    Map<String, String> routes() {
        Map<String, String> nodes = new TreeMap<>(route.routeNodes());
        if (pipeline().drops()) {
            nodes.put(pipeline().topic(TopicRole.DROPPED), route.droppedNode());
        }
        return nodes;
    }

    /** What the stages of one task look at in its events. */
    FieldValues fields() {
        return new FieldValues(pipeline().subjects());
    }

    DecodeStage decode(ProcessorContext<byte[], byte[]> context, FieldValues fields) {
        return new DecodeStage(context, decode, fields);
    }

    /** Null when nothing is dropped as a repetition where events are read. */
    EventIds ids(FieldValues fields) {
        return pipeline().dedup().isOfPartition() ? new EventIds(pipeline(), fields) : null;
    }

    DedupStage dedup(ProcessorContext<byte[], byte[]> context) {
        return new DedupStage(context, dedup);
    }

    DedupStage dedupOfGroups(ProcessorContext<byte[], byte[]> context) {
        return new DedupStage(context, dedupOfGroups);
    }

    RollupStage rollup(ProcessorContext<byte[], byte[]> context, FieldValues fields, BooleanSupplier atEnd) {
        return new RollupStage(context, rollup, fields, atEnd);
    }

    RouteStage route(ProcessorContext<byte[], byte[]> context, FieldValues fields) {
        return new RouteStage(context, route, fields);
    }

    GroupStage group(ProcessorContext<byte[], byte[]> context, FieldValues fields) {
        return new GroupStage(context, group, fields);
    }

    BatchStage batch() {
        return new BatchStage(batch);
    }

    @Override
    public Processor<byte[], EventRun, byte[], byte[]> get() {
        return new EventProcessor(this, metrics);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(store(sourceStore(pipeline())));
    }

    /** The processor of grouped events, with the store of their batches. */
    ProcessorSupplier<byte[], byte[], byte[], byte[]> batching() {
        String topic = pipeline().application().groupedTopic();
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return new BatchProcessor(topic, Stages.this);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store(names.openBatches()));
            }
        };
    }

    /** State records carry the time of some event, and a broker refuses one that is far ahead unless told otherwise. */
    private StoreBuilder<DrainedStore> store(String name) {
        return new DrainedStoreBuilder(
                name,
                Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(batch.pipeline().sizes().stateRecord()),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE)));
    }
}
