// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.millrace.config.routes.Measure;
import io.millrace.config.routes.RuleText;
import io.millrace.config.routes.Subject;
import io.millrace.config.stages.Rollup;
import io.millrace.config.stages.Rollups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** The keys of one rollup, under {@code pipelines.<name>.rollups.<rollup>.}. */
public final class RollupKeys {
    public static final String BY = "by";
    public static final String WINDOW_MS = "window.ms";
    public static final String ADVANCE_MS = "advance.ms";
    public static final String GRACE_MS = "grace.ms";
    public static final String SKEW_MS = "skew.ms";
    public static final String MEASURES = "measures";
    public static final String LATE = "late";

    private static final long DAY_MS = 86_400_000L;
    private static final long YEAR_MS = 366 * DAY_MS;
    private static final String PARK = "dead-letter";

    /** Of what a commit notes of a rollup, without its name. */
    private static final int NOTE_BYTES = 48;

    /** In Base64 a third more, with room for what else is noted. */
    private static final int MOST_NOTED_BYTES = 2_700;

    /** Each event is put into so many windows. */
    private static final int MOST_WINDOWS = 1_000;

    public static final ConfigDef DEFINITION = late(windows(new ConfigDef()
            .define(
                    BY,
                    Type.STRING,
                    "",
                    RuleText.SUBJECTS,
                    Importance.HIGH,
                    "What makes up the key: top-level fields of the payload and, after header, headers of the record, separated by commas."
                            + " Values are taken as text, so that 1 and \"1\" are the same; what is missing or null is a key of its own. An"
                            + " event with bytes or a record, list or map there, or with a key of more than 4096 bytes, is in no result"
                            + " and counted in millrace_rollup_refused_events_total. Empty means one key for all events.")
            .define(
                    MEASURES,
                    Type.STRING,
                    "",
                    RuleText.MEASURES,
                    Importance.HIGH,
                    "What a result has besides the number of its events, their bytes and the first and last event time, separated by"
                            + " commas. sum, min and max are about numbers; what is missing, null, of another type, NaN or infinite is left"
                            + " out, and each measure says how many values it has. A sum of integers is exact up to 64 bits and a double"
                            + " beyond. distinct is an estimate by a HyperLogLog sketch of 4096 registers: two of three are within 1.7 %, and"
                            + " it takes up to 4 KB for each key. count and bytes may be named, and are in each result anyway. Example:"
                            + " sum(amount), max(amount), distinct(user)")));

    private RollupKeys() {}

    private static ConfigDef windows(ConfigDef keys) {
        return keys.define(
                        WINDOW_MS,
                        Type.LONG,
                        60_000L,
                        between(1, YEAR_MS),
                        Importance.HIGH,
                        "Length of the event-time windows, aligned to the epoch.")
                .define(
                        ADVANCE_MS,
                        Type.LONG,
                        0L,
                        between(0, YEAR_MS),
                        Importance.MEDIUM,
                        "From the start of one window to that of the next. 0 means window.ms, so that windows are tumbling; less than that, and"
                                + " they are hopping: each event is in window.ms / advance.ms of them.")
                .define(
                        GRACE_MS,
                        Type.LONG,
                        10_000L,
                        between(0, YEAR_MS),
                        Importance.MEDIUM,
                        "How long a window stays open behind the watermark of each source partition for out-of-order events. Longer catches more"
                                + " of them and delays each result by as much.");
    }

    private static ConfigDef late(ConfigDef keys) {
        return keys.define(
                        SKEW_MS,
                        Type.LONG,
                        7 * DAY_MS,
                        between(0, YEAR_MS),
                        Importance.LOW,
                        "How far one source partition may be ahead of another by event time, as it is while a backlog is read. A window closes when"
                                + " all source partitions have passed it; one that is further behind than this is not waited for, and its"
                                + " events are late. Longer keeps more windows open while a backlog is read.")
                .define(
                        LATE,
                        Type.STRING,
                        "count",
                        ValidString.in("count", PARK),
                        Importance.MEDIUM,
                        "What happens to an event all of whose windows have closed: both count it in millrace_rollup_late_events_total;"
                                + " dead-letter also parks it with reason LATE instead of batching it. An event that misses some windows"
                                + " of several, or one whose windows closed between its partition and the aggregate, is counted only.");
    }

    /** The names, good or bad, of each pipeline's rollups; {@code setting} gives the text of a key, or null. */
    static Map<String, List<String>> names(Iterable<String> pipelines, UnaryOperator<String> setting) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (String pipeline : pipelines) {
            String key = PipelineConfig.prefix(pipeline) + PipelineKeys.ROLLUPS;
            String list = setting.apply(key);
            names.put(
                    pipeline,
                    PipelineNames.split(list == null ? "" : list).stream()
                            .distinct()
                            .toList());
        }
        return names;
    }

    /** What stands before each key of a rollup. */
    static String prefix(String pipeline, String rollup) {
        return PipelineConfig.prefix(pipeline) + PipelineKeys.ROLLUPS + '.' + rollup + '.';
    }

    /** Those of a pipeline. Throws {@link ConfigException} for windows that cannot be. */
    static Rollups of(String pipeline, AbstractConfig values) {
        String at = PipelineConfig.prefix(pipeline);
        requireNotable(at + PipelineKeys.ROLLUPS, values.getList(at + PipelineKeys.ROLLUPS));
        return new Rollups(
                values.getList(at + PipelineKeys.ROLLUPS).stream()
                        .map(name -> rollup(pipeline, name, values))
                        .toList(),
                values.getLong(at + PipelineKeys.ROLLUPS_IDLE_MS));
    }

    /** A commit notes two numbers for each, under its name, beside the offset. */
    private static void requireNotable(String key, List<String> names) {
        int bytes =
                names.stream().mapToInt(name -> 2 * name.length() + NOTE_BYTES).sum();
        if (bytes > MOST_NOTED_BYTES) {
            throw new ConfigException(
                    key,
                    names.size() + " names",
                    "their times are noted in the metadata of the group's offsets, of which Kafka takes 4096 bytes; twice"
                            + " the letters of all names and " + NOTE_BYTES + " for each may be at most "
                            + MOST_NOTED_BYTES + " together, and they are " + bytes);
        }
    }

    private static Rollup rollup(String pipeline, String name, AbstractConfig values) {
        String at = prefix(pipeline, name);
        long window = values.getLong(at + WINDOW_MS);
        long advance = values.getLong(at + ADVANCE_MS);
        if (advance > window) {
            throw new ConfigException(
                    at + ADVANCE_MS,
                    advance,
                    "some events would be in no window; it may be at most " + at + WINDOW_MS + "=" + window);
        }
        if (advance > 0 && window / advance > MOST_WINDOWS) {
            throw new ConfigException(
                    at + ADVANCE_MS,
                    advance,
                    "each event would be in " + window / advance + " windows; at most " + MOST_WINDOWS
                            + " are allowed");
        }
        return new Rollup(
                name,
                Subject.parse(values.getString(at + BY)),
                window,
                advance == 0 ? window : advance,
                values.getLong(at + GRACE_MS),
                values.getLong(at + SKEW_MS),
                Measure.parse(values.getString(at + MEASURES)),
                values.getString(at + LATE).equals(PARK));
    }
}
