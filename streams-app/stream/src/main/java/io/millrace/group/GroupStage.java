// SPDX-License-Identifier: Apache-2.0
package io.millrace.group;

import io.millrace.config.PipelineConfig;
import io.millrace.config.stages.Grouping;
import io.millrace.dedup.EventIds;
import io.millrace.dlq.DeadLetterForwarder;
import io.millrace.dlq.EventTooLargeException;
import io.millrace.dlq.RecordTimestamps;
import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The stage after the rules in a pipeline that groups events: sends each to where its group is batched. One per task. */
public final class GroupStage {
    private final ProcessorContext<byte[], byte[]> context;
    private final GroupStageSettings settings;
    private final Grouping grouping;
    private final int maxEventBytes;
    private final FieldValues values;
    private final int field;
    /** Null unless repetitions are dropped within groups. */
    private final EventIds ids;

    private final DeadLetterForwarder deadLetters;
    private final Buckets buckets;
    private final Bundle.Writer[] bundles;

    private byte[] group;
    private int groupLength;

    /** {@code values} are those of all subjects of the pipeline. */
    public GroupStage(ProcessorContext<byte[], byte[]> context, GroupStageSettings settings, FieldValues values) {
        this.context = context;
        this.settings = settings;
        this.values = values;
        PipelineConfig pipeline = settings.pipeline();
        grouping = pipeline.grouping();
        field = pipeline.subjects().indexOf(grouping.by());
        maxEventBytes = pipeline.maxEventBytes();
        ids = pipeline.dedup().isOfGroup() ? new EventIds(pipeline, values) : null;
        deadLetters = new DeadLetterForwarder(
                context, pipeline, settings.stageName(), settings.deadLetterNode(), settings.metrics());
        buckets = new Buckets(settings.partitions());
        bundles = Stream.generate(Bundle.Writer::new).limit(buckets.count()).toArray(Bundle.Writer[]::new);
    }

    /** Takes an event that is to be batched. */
    public void process(Event event) {
        String lack = find(event);
        if (lack != null) {
            if (!grouping.own()) {
                deadLetters.park(event, DeadLetterReason.UNROUTABLE, new NoGroupException(grouping.text(), lack));
                return;
            }
            groupLength = -1;
        }
        int bytes = EventEncoding.bound(event);
        if (bytes > maxEventBytes) {
            deadLetters.park(event, DeadLetterReason.TOO_LARGE, new EventTooLargeException(bytes, maxEventBytes));
            return;
        }
        int bucket = buckets.of(group, groupLength);
        bundles[bucket].add(event, group, groupLength, ids != null && ids.read() ? ids : null);
        if (bundles[bucket].isFull()) {
            send(bucket);
        }
    }

    /** The run is over: nothing waits for the next one, for the offset of this one may be committed. */
    public void endRun() {
        for (int bucket = 0; bucket < bundles.length; bucket++) {
            if (!bundles[bucket].isEmpty()) {
                send(bucket);
            }
        }
    }

    private void send(int bucket) {
        context.forward(
                new Record<>(buckets.key(bucket), bundles[bucket].finish(), RecordTimestamps.now(context)),
                settings.bundleNode());
    }

    /** Finds the event's group. Returns null, or why it has none. */
    private String find(Event event) {
        String lack = grouping.byKey() ? ofKey(event) : ofField();
        return lack == null && groupLength > Grouping.MOST_KEY_BYTES
                ? groupLength + " bytes, and at most " + Grouping.MOST_KEY_BYTES + " are allowed"
                : lack;
    }

    private String ofKey(Event event) {
        groupLength = event.keyLength();
        if (groupLength < 0) {
            return "the key is null";
        }
        if (groupLength <= Grouping.MOST_KEY_BYTES) {
            group = event.copyOfKey();
        }
        return null;
    }

    private String ofField() {
        FieldKind kind = values.kind(field);
        switch (kind) {
            case ABSENT -> {
                return "there is none, or it is null";
            }
            case OTHER -> {
                return "bytes, a record, a list or a map";
            }
            case TEXT -> group = values.text(field);
            case BOOLEAN -> group = ascii(Boolean.toString(values.flag(field)));
            case INTEGER -> group = ascii(Long.toString(values.integer(field)));
            case FLOAT -> group = ascii(Float.toString(values.single(field)));
            case DOUBLE -> group = ascii(Double.toString(values.real(field)));
        }
        groupLength = group.length;
        boolean isNumber =
                switch (kind) {
                    case FLOAT -> Float.isFinite(values.single(field));
                    case DOUBLE -> Double.isFinite(values.real(field));
                    default -> true;
                };
        return isNumber ? null : "no number that a double can hold";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
