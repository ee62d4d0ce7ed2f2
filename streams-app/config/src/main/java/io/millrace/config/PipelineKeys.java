// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.millrace.config.routes.RuleText;
import io.millrace.config.sinks.Sink;
import io.millrace.config.stages.Grouping;
import io.millrace.config.topics.TopicName;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The keys of one pipeline, under {@code pipelines.<name>.}. */
public final class PipelineKeys {
    public static final String SOURCE_TOPIC = "source.topic";
    public static final String SINK_TOPIC = "sink.topic";
    public static final String SINKS = "sinks";
    public static final String DLQ_TOPIC = "dlq.topic";
    public static final String REDRIVEN_TOPIC = "redriven.topic";
    public static final String REDRIVES_TOPIC = "redrives.topic";
    public static final String DROPPED_TOPIC = "dropped.topic";
    public static final String FORMAT = "format";
    public static final String TIMESTAMP_FIELD = "timestamp.field";
    public static final String TIMESTAMP_UNIT = "timestamp.unit";
    public static final String TIMESTAMP_MIN_MS = "timestamp.min.ms";
    public static final String TIMESTAMP_MAX_AHEAD_MS = "timestamp.max.ahead.ms";
    public static final String WINDOW_MS = "window.ms";
    public static final String GRACE_MS = "grace.ms";
    public static final String MAX_AGE_MS = "max.age.ms";
    public static final String BATCH_MAX_EVENTS = "batch.max.events";
    public static final String BATCH_MAX_BYTES = "batch.max.bytes";
    public static final String LATE = "late";
    public static final String DEDUP_BY = "dedup.by";
    public static final String DEDUP_SCOPE = "dedup.scope";
    public static final String DEDUP_WINDOW_MS = "dedup.window.ms";
    public static final String DEDUP_MAX_IDS = "dedup.max.ids";
    public static final String GROUP_BY = "group.by";
    public static final String GROUP_MISSING = "group.missing";
    public static final String ROUTES = "routes";
    public static final String ROLLUPS = "rollups";
    public static final String ROLLUPS_TOPIC = "rollups.topic";
    public static final String ROLLUPS_IDLE_MS = "rollups.idle.ms";

    private static final long DAY_MS = 86_400_000L;
    private static final long YEAR_1980_MS = 315_532_800_000L;

    /** All; an empty default stands for one derived from the name. */
    public static final ConfigDef DEFINITION =
            sinks(batches(windows(rollups(group(routes(dedup(time(redrives(topics(new ConfigDef()))))))))));

    /** Those that can be given for all pipelines, under {@link MillraceConfig#DEFAULTS_PREFIX}. */
    public static final ConfigDef DEFAULTS = sinks(batches(windows(new ConfigDef())));

    private PipelineKeys() {}

    private static ConfigDef topics(ConfigDef keys) {
        return keys.define(
                        SOURCE_TOPIC,
                        Type.STRING,
                        "",
                        new TopicName(),
                        Importance.HIGH,
                        "Topic the events are read from. Two pipelines cannot share one: each would need its own offsets. "
                                + "Empty means <pipeline>.events.")
                .define(
                        SINK_TOPIC,
                        Type.STRING,
                        "",
                        new TopicName(),
                        Importance.HIGH,
                        "Topic the batches are written to, but for those of rules that name another one (routes). A batch keeps the"
                                + " partition of its events; where this topic has fewer partitions, batches of several share one. Empty"
                                + " means <pipeline>.batches.")
                .define(
                        DLQ_TOPIC,
                        Type.STRING,
                        "",
                        new TopicName(),
                        Importance.HIGH,
                        "Topic for whatever cannot be processed, with the original bytes. Empty means <pipeline>.dlq.")
                .define(
                        FORMAT,
                        Type.STRING,
                        "AVRO",
                        ValidString.in("AVRO", "JSON"),
                        Importance.HIGH,
                        "How each event's value is written: AVRO in the Confluent wire format, checked against its "
                                + "registered schema, or JSON, one UTF-8 object.");
    }

    private static ConfigDef sinks(ConfigDef keys) {
        return keys.define(
                SINKS,
                Type.LIST,
                List.of(Sink.S3.word()),
                ValidList.in(true, Sink.words().toArray(String[]::new)),
                Importance.MEDIUM,
                "Where the batches are delivered, separated by commas: what verify checks, of those it has an address for, and the"
                        + " connectors that the local stack has. Which connectors there are elsewhere is up to you.");
    }

    private static ConfigDef redrives(ConfigDef keys) {
        return keys.define(
                        REDRIVEN_TOPIC,
                        Type.STRING,
                        "",
                        new TopicName(),
                        Importance.LOW,
                        "Topic on which dlq redrive sends back what a sink has refused, addressed to that sink alone: sinks read it"
                                + " beside sink.topic. Empty means <pipeline>.redriven.")
                .define(
                        REDRIVES_TOPIC,
                        Type.STRING,
                        "",
                        new TopicName(),
                        Importance.LOW,
                        "Topic that keeps account of the dead letters that were sent back, so that none is sent twice; it must be"
                                + " compacted, and topics apply creates it so. Empty means <pipeline>.redrives.");
    }

    private static ConfigDef time(ConfigDef keys) {
        return keys.define(
                        TIMESTAMP_FIELD,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Top-level payload field that holds the event time; empty means the Kafka record's timestamp, which is "
                                + "cheaper. A number counts timestamp.unit since 1970; in JSON it may have a fraction and an exponent; in"
                                + " Avro it is an int or a long, and the logical types timestamp-millis, -micros and -nanos bring their own"
                                + " unit. A string is ISO 8601 with an offset: 2015-05-17T10:05:03.123+02:00. T may be t or a "
                                + "space; seconds may be omitted; the fraction, after . or , may have any number of digits; the offset is"
                                + " Z, z, +HH, +HHMM or +HH:MM, also with -, may follow a space and may be followed by a zone in brackets."
                                + " Anything finer than milliseconds is cut off.")
                .define(
                        TIMESTAMP_UNIT,
                        Type.STRING,
                        "ms",
                        ValidString.in("s", "ms", "us", "ns"),
                        Importance.MEDIUM,
                        "What a number in timestamp.field counts: seconds, milli-, micro- or nanoseconds.")
                .define(
                        TIMESTAMP_MIN_MS,
                        Type.LONG,
                        YEAR_1980_MS,
                        between(0, Long.MAX_VALUE),
                        Importance.LOW,
                        "Earliest event time that is accepted from timestamp.field, in epoch milliseconds; an earlier one is"
                                + " dead-lettered as BAD_TIMESTAMP. The default, 1980, keeps seconds misread as milliseconds from landing"
                                + " in 1970; 0 admits everything since then.")
                .define(
                        TIMESTAMP_MAX_AHEAD_MS,
                        Type.LONG,
                        3_600_000L,
                        between(0, 365 * DAY_MS),
                        Importance.LOW,
                        "How far an event may be ahead of the clock before it is dead-lettered as BAD_TIMESTAMP. A larger value"
                                + " tolerates clock differences, but lets one wrong clock close the windows of all others.");
    }

    private static ConfigDef dedup(ConfigDef keys) {
        return keys.define(
                        DEDUP_BY,
                        Type.STRING,
                        "",
                        RuleText.SUBJECTS,
                        Importance.MEDIUM,
                        "What makes an event a repetition of another in its partition, or group (dedup.scope): top-level fields of the payload and, after header,"
                                + " headers of the record, all of which are the same, separated by commas. Repetitions are dropped, counted"
                                + " and accounted for on dropped.topic; the first event goes on, and so does one that lacks any of these, or has"
                                + " bytes or a record, list or map there. Empty means that nothing is a repetition. Example: header"
                                + " millrace.request.key, header millrace.request.index")
                .define(
                        DEDUP_SCOPE,
                        Type.STRING,
                        "partition",
                        ValidString.in("partition", "group"),
                        Importance.LOW,
                        "Among which events the first of an id goes on: those of its partition, or those of its group, from whatever partition,"
                                + " which needs group.by.")
                .define(
                        DEDUP_WINDOW_MS,
                        Type.LONG,
                        600_000L,
                        between(1, 366 * DAY_MS),
                        Importance.MEDIUM,
                        "How long an id is remembered by event time, at least; it is forgotten by the commit after. Longer finds later"
                                + " repetitions and remembers more ids.")
                .define(
                        DEDUP_MAX_IDS,
                        Type.INT,
                        100_000,
                        between(1, 100_000_000),
                        Importance.MEDIUM,
                        "How many ids a partition remembers, in up to 100 bytes of heap each. Beyond that the oldest are forgotten early,"
                                + " and counted in millrace_forgotten_ids_total.");
    }

    private static ConfigDef routes(ConfigDef keys) {
        return keys.define(
                        ROUTES,
                        Type.STRING,
                        "",
                        RuleText.ROUTES,
                        Importance.MEDIUM,
                        "Rules that say where an event goes; the first that holds decides, and without one it is batched. A CONDITION is about a"
                                + " top-level field of the payload, or, after header, about a header of the record: = VALUE, in (VALUE, …),"
                                + " matches PATTERN, >= NUMBER or absent. A VALUE is a string in double quotes, a number, true or false. A PATTERN"
                                + " is one of RE2, in double quotes, for the whole text; it costs more than the other tests. absent holds of what"
                                + " is missing or null, of which nothing else holds. A TARGET is topic NAME, where events are readable within one"
                                + " commit as they came, with headers that say where from; batch; batch to NAME, for batches of their own on"
                                + " that sink topic, by the same limits and with the same guarantees; drop, which counts them; or dead-letter,"
                                + " with reason UNROUTABLE. Open batches of a topic that no rule names any more go to sink.topic. Example:"
                                + " level in (\"ERROR\", \"FATAL\") -> topic logs.errors; status >= 500 -> batch to logs.failures; header x-probe"
                                + " = \"1\" -> dead-letter")
                .define(
                        DROPPED_TOPIC,
                        Type.STRING,
                        "",
                        new TopicName(),
                        Importance.LOW,
                        "Topic that keeps account of events that are dropped, by a rule or as repetitions: offset and checksum, hundreds in a"
                                + " record, so that verify can tell them from lost ones; needed only if there are such. Empty means"
                                + " <pipeline>.dropped.");
    }

    private static ConfigDef group(ConfigDef keys) {
        return keys.define(
                        GROUP_BY,
                        Type.STRING,
                        "",
                        new RuleText(text -> Grouping.parse(text, false), "key, FIELD or header NAME"),
                        Importance.HIGH,
                        "What the events of a batch have in common beside their window: key for the record's key, or a top-level field of"
                                + " the payload, or, after header, a header of the record; a field of the name key is field key. A batch then"
                                + " holds one group, whatever partitions its events come from, and groupKey tells which: the bytes of"
                                + " key or header, or the field as text. Events go through one repartition topic more. Empty means a batch"
                                + " per partition. Changing it needs millrace reset.")
                .define(
                        GROUP_MISSING,
                        Type.STRING,
                        "dead-letter",
                        ValidString.in("dead-letter", "group"),
                        Importance.MEDIUM,
                        "What happens to an event that has none of group.by: nothing or null there, bytes, a record, list or map, no number"
                                + " (NaN), or more than " + Grouping.MOST_KEY_BYTES
                                + " bytes. dead-letter parks it with reason"
                                + " UNROUTABLE, group puts all such into batches of their own, without a groupKey.");
    }

    private static ConfigDef rollups(ConfigDef keys) {
        return keys.define(
                        ROLLUPS,
                        Type.LIST,
                        List.of(),
                        new PipelineNames(),
                        Importance.MEDIUM,
                        "Names of rollups: windowed aggregates over the events of all partitions, each with keys of its own under"
                                + " pipelines.<name>.rollups.<rollup>. Events are taken after repetitions are dropped and before rules are"
                                + " applied. One that is to have other keys, windows or measures gets another name.")
                .define(
                        ROLLUPS_TOPIC,
                        Type.STRING,
                        "",
                        new TopicName(),
                        Importance.MEDIUM,
                        "Topic for the final result of each window and key; needed only if there are rollups. Empty means"
                                + " <pipeline>.rollups.")
                .define(
                        ROLLUPS_IDLE_MS,
                        Type.LONG,
                        30_000L,
                        between(100, 366 * DAY_MS),
                        Importance.MEDIUM,
                        "How long a source partition that has been read to its end may be without events before its time follows the clock,"
                                + " this far behind it. It bounds how long a silent partition delays results, and events that come later"
                                + " than that are late.");
    }

    private static ConfigDef windows(ConfigDef keys) {
        return keys.define(
                        WINDOW_MS,
                        Type.LONG,
                        60_000L,
                        between(1, 366 * DAY_MS),
                        Importance.HIGH,
                        "Length of the tumbling event-time windows, aligned to the epoch. A batch never spans two windows, so "
                                + "a shorter one gives smaller batches.")
                .define(
                        GRACE_MS,
                        Type.LONG,
                        10_000L,
                        between(0, 366 * DAY_MS),
                        Importance.MEDIUM,
                        "How long a window stays open behind the watermark for out-of-order events. Longer catches more of "
                                + "them in the right batch and delays each batch by as much.")
                .define(
                        MAX_AGE_MS,
                        Type.LONG,
                        15_000L,
                        between(10, 366 * DAY_MS),
                        Importance.HIGH,
                        "Longest time an event waits in an open batch, by the wall clock. It bounds the delay, even on a"
                                + " partition that goes idle; shorter gives smaller batches.")
                .define(
                        LATE,
                        Type.STRING,
                        "keep",
                        ValidString.in("keep", "dead-letter"),
                        Importance.MEDIUM,
                        "What happens to an event whose window has closed: keep puts it into a new batch of that window, "
                                + "dead-letter parks it with reason LATE.");
    }

    private static ConfigDef batches(ConfigDef keys) {
        return keys.define(
                        BATCH_MAX_EVENTS,
                        Type.INT,
                        5_000,
                        between(1, 1_000_000),
                        Importance.HIGH,
                        "Maximum number of events in a batch.")
                .define(
                        BATCH_MAX_BYTES,
                        Type.INT,
                        900 * 1024,
                        between(1024, 100 * 1024 * 1024),
                        Importance.HIGH,
                        "Maximum size of a batch as a record on the sink topic, before compression. The topic's "
                                + "max.message.bytes must be larger; an event that exceeds it by itself is dead-lettered as TOO_LARGE.");
    }
}
