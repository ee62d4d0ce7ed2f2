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
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
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

    /** That of the event, or none, as a bundle has it. */
    private final AvroBuffer group = new AvroBuffer(64);

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
        bundles = Stream.generate(() -> new Bundle.Writer(pipeline.routes().sinkTopics()))
                .limit(buckets.count())
                .toArray(Bundle.Writer[]::new);
    }

    /** Takes an event that is to be batched for {@code topic}, the sink topic that a rule names; null for the pipeline's own. */
    public void process(Event event, String topic) {
        String lack = find(event);
        if (lack != null) {
            if (!grouping.own()) {
                deadLetters.park(event, DeadLetterReason.UNROUTABLE, new NoGroupException(grouping.text(), lack));
                return;
            }
            group.clear();
            group.writeNullable(null);
        }
        int bytes = EventEncoding.bound(event);
        if (bytes > maxEventBytes) {
            deadLetters.park(event, DeadLetterReason.TOO_LARGE, new EventTooLargeException(bytes, maxEventBytes));
            return;
        }
        int bucket = buckets.of(group);
        bundles[bucket].add(event, group, topic, ids != null && ids.read() ? ids : null);
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
        group.clear();
        if (grouping.byKey()) {
            return ofKey(event);
        }
        FieldKind kind = values.kind(field);
        if (kind == FieldKind.ABSENT) {
            return "there is none, or it is null";
        }
        if (kind == FieldKind.TEXT && values.textLength(field) > Grouping.MOST_KEY_BYTES) {
            return tooLong(values.textLength(field));
        }
        if (values.isNotFinite(field)) {
            return "no number that a double can hold";
        }
        return values.copyText(field, group) ? null : "bytes, a record, a list or a map";
    }

    private String ofKey(Event event) {
        if (event.keyLength() < 0) {
            return "the key is null";
        }
        if (event.keyLength() > Grouping.MOST_KEY_BYTES) {
            return tooLong(event.keyLength());
        }
        group.writeNullable(event.keyBytes(), event.keyFrom(), event.keyLength());
        return null;
    }

    private static String tooLong(int bytes) {
        return bytes + " bytes, and at most " + Grouping.MOST_KEY_BYTES + " are allowed";
    }
}
