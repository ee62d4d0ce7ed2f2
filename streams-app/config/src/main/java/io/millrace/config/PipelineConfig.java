// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import io.millrace.config.routes.Routes;
import io.millrace.config.routes.Subject;
import io.millrace.config.sinks.Sink;
import io.millrace.config.stages.Dedup;
import io.millrace.config.stages.Grouping;
import io.millrace.config.stages.LatePolicy;
import io.millrace.config.stages.Rollups;
import io.millrace.config.stages.TimestampUnit;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.config.topics.TopicSizes;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * One pipeline. Times are milliseconds, sizes bytes.
 *
 * @param application what Kafka knows it by
 * @param topics those of each role
 * @param sinks where its batches are delivered
 * @param timestampField the payload's top-level field that holds the event time, or null for the record's timestamp
 */
public record PipelineConfig(
        String name,
        StreamsApplication application,
        List<PipelineTopic> topics,
        PayloadFormat format,
        String timestampField,
        TimestampUnit timestampUnit,
        long timestampMinMs,
        long timestampMaxAheadMs,
        long windowMs,
        long graceMs,
        long maxAgeMs,
        int batchMaxEvents,
        int batchMaxBytes,
        LatePolicy late,
        Dedup dedup,
        Routes routes,
        Grouping grouping,
        Rollups rollups,
        Set<Sink> sinks) {
    public PipelineConfig {
        topics = List.copyOf(topics);
        sinks = Collections.unmodifiableSet(new TreeSet<>(sinks));
    }

    /** What stands before each key of the pipeline. */
    static String prefix(String name) {
        return MillraceConfig.PIPELINES + '.' + name + '.';
    }

    /** The full name of one of {@link PipelineKeys}. */
    public String key(String rule) {
        return prefix(name) + rule;
    }

    /** {@code values} are those of the whole process. */
    static PipelineConfig of(String name, AbstractConfig values) {
        String at = prefix(name);
        Routes routes = Routes.parse(values.getString(at + PipelineKeys.ROUTES));
        Dedup dedup = new Dedup(
                Subject.parse(values.getString(at + PipelineKeys.DEDUP_BY)),
                values.getLong(at + PipelineKeys.DEDUP_WINDOW_MS),
                values.getInt(at + PipelineKeys.DEDUP_MAX_IDS),
                values.getString(at + PipelineKeys.DEDUP_SCOPE).equals("group"));
        Grouping grouping = Grouping.parse(
                values.getString(at + PipelineKeys.GROUP_BY),
                values.getString(at + PipelineKeys.GROUP_MISSING).equals("group"));
        if (dedup.isOfGroup() && grouping.isOff()) {
            throw new ConfigException(
                    at + PipelineKeys.DEDUP_SCOPE,
                    "group",
                    "the pipeline has no groups: " + at + PipelineKeys.GROUP_BY + " is empty");
        }
        StreamsApplication application = StreamsApplication.of(values.getString(MillraceConfig.APPLICATION_ID), name);
        return new PipelineConfig(
                name,
                application,
                topics(name, application, values, routes, routes.drop() || !dedup.isOff(), grouping),
                PayloadFormat.valueOf(values.getString(at + PipelineKeys.FORMAT)),
                orElse(values.getString(at + PipelineKeys.TIMESTAMP_FIELD), null),
                TimestampUnit.parse(values.getString(at + PipelineKeys.TIMESTAMP_UNIT)),
                values.getLong(at + PipelineKeys.TIMESTAMP_MIN_MS),
                values.getLong(at + PipelineKeys.TIMESTAMP_MAX_AHEAD_MS),
                values.getLong(at + PipelineKeys.WINDOW_MS),
                values.getLong(at + PipelineKeys.GRACE_MS),
                values.getLong(at + PipelineKeys.MAX_AGE_MS),
                values.getInt(at + PipelineKeys.BATCH_MAX_EVENTS),
                values.getInt(at + PipelineKeys.BATCH_MAX_BYTES),
                LatePolicy.parse(values.getString(at + PipelineKeys.LATE)),
                dedup,
                routes,
                grouping,
                RollupKeys.of(name, values),
                values.getList(at + PipelineKeys.SINKS).stream().map(Sink::of).collect(Collectors.toSet()));
    }

    private static String orElse(String value, String fallback) {
        return value.isEmpty() ? fallback : value;
    }

    private static List<PipelineTopic> topics(
            String pipeline,
            StreamsApplication application,
            AbstractConfig values,
            Routes routes,
            boolean drops,
            Grouping grouping) {
        String at = prefix(pipeline);
        List<String> rollups = values.getList(at + PipelineKeys.ROLLUPS);
        return Stream.of(TopicRole.values())
                .flatMap(role -> switch (role) {
                    case SOURCE ->
                        Stream.of(named(role, at + PipelineKeys.SOURCE_TOPIC, TopicNames.events(pipeline), values));
                    case SINK ->
                        Stream.concat(
                                Stream.of(named(
                                        role, at + PipelineKeys.SINK_TOPIC, TopicNames.batches(pipeline), values)),
                                ofRules(role, routes.sinkTopics(), at));
                    case DLQ ->
                        Stream.of(named(role, at + PipelineKeys.DLQ_TOPIC, TopicNames.deadLetters(pipeline), values));
                    case ROUTE -> ofRules(role, routes.topics(), at);
                    case DROPPED ->
                        drops
                                ? Stream.of(named(
                                        role, at + PipelineKeys.DROPPED_TOPIC, TopicNames.dropped(pipeline), values))
                                : Stream.of();
                    case ROLLUPS ->
                        rollups.isEmpty()
                                ? Stream.of()
                                : Stream.of(named(
                                        role, at + PipelineKeys.ROLLUPS_TOPIC, TopicNames.rollups(pipeline), values));
                    case REDRIVEN ->
                        Stream.of(named(role, at + PipelineKeys.REDRIVEN_TOPIC, TopicNames.redriven(pipeline), values));
                    case REDRIVES ->
                        Stream.of(named(role, at + PipelineKeys.REDRIVES_TOPIC, TopicNames.redrives(pipeline), values));
                    case STATE -> internal(role, application.stateTopics(!grouping.isOff(), rollups));
                    case REPARTITION -> internal(role, application.repartitionTopics(!grouping.isOff(), rollups));
                    case TOPOLOGY -> internal(role, List.of(application.topologyTopic()));
                })
                .toList();
    }

    private static Stream<PipelineTopic> ofRules(TopicRole role, List<String> names, String at) {
        return names.stream().map(name -> new PipelineTopic(role, name, at + PipelineKeys.ROUTES));
    }

    private static Stream<PipelineTopic> internal(TopicRole role, List<String> names) {
        return names.stream().map(name -> new PipelineTopic(role, name, MillraceConfig.APPLICATION_ID));
    }

    private static PipelineTopic named(TopicRole role, String key, String usual, AbstractConfig values) {
        return new PipelineTopic(role, orElse(values.getString(key), usual), key);
    }

    /** The name of the topic of that role; of several, those that rules name come after. */
    public String topic(TopicRole role) {
        return topics.stream()
                .filter(topic -> topic.role() == role)
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** The names of all topics of that role. */
    public List<String> topics(TopicRole role) {
        return names(role::equals);
    }

    public String sourceTopic() {
        return topic(TopicRole.SOURCE);
    }

    /** The one for batches of events that no rule has another one for. */
    public String sinkTopic() {
        return topic(TopicRole.SINK);
    }

    /** All that batches are written to, its own first. */
    public List<String> sinkTopics() {
        return topics(TopicRole.SINK);
    }

    public String dlqTopic() {
        return topic(TopicRole.DLQ);
    }

    /** The topics that tell of events in no batch: dead letters, those that rules name, and what rules dropped. */
    public List<String> topicsBesideBatches() {
        return names(role -> switch (role) {
            case DLQ, ROUTE, DROPPED -> true;
            case SOURCE, SINK, ROLLUPS, REDRIVEN, REDRIVES, STATE, REPARTITION, TOPOLOGY -> false;
        });
    }

    private List<String> names(Predicate<TopicRole> which) {
        return topics.stream()
                .filter(topic -> which.test(topic.role()))
                .map(PipelineTopic::name)
                .toList();
    }

    /** What its stages look at in an event, each once. */
    public List<Subject> subjects() {
        return Stream.of(
                        dedup.by().stream(),
                        routes.subjects().stream(),
                        Stream.ofNullable(grouping.by()),
                        rollups.subjects())
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    /** Whether events may be dropped on purpose. */
    public boolean drops() {
        return topics.stream().anyMatch(topic -> topic.role() == TopicRole.DROPPED);
    }

    /**
     * The same for settings that choose the same events for batches, where batches are: with groups, only lateness and repetitions within
     * groups are judged there, and all else before.
     */
    public long selection() {
        CRC32C crc = new CRC32C();
        Object late = this.late == LatePolicy.KEEP ? this.late : graceMs;
        List<Object> all = grouping.isOff()
                ? List.of(
                        late,
                        format,
                        String.valueOf(timestampField),
                        timestampUnit,
                        timestampMinMs,
                        dedup,
                        routes,
                        rollups.parking())
                : List.of(late, dedup.ofGroup() ? dedup : "");
        crc.update(all.toString().getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /** How large an event may be, encoded; a larger one fits no batch. */
    public int maxEventBytes() {
        return batchMaxBytes - BatchWriter.overhead(name, sourceTopic(), grouping.mostKeyBytes());
    }

    /** How large the records of its topics get. */
    public TopicSizes sizes() {
        return new TopicSizes(batchMaxBytes);
    }
}
