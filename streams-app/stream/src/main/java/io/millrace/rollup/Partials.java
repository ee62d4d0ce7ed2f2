// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.PipelineConfig;
import io.millrace.config.routes.Measure;
import io.millrace.config.stages.Rollup;
import io.millrace.fields.FieldValues;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.Event;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** What the events of one rollup come to that one task has read since they were last sent. Allocates nothing for an event whose key it has. */
final class Partials {
    /** So that a key fits into any topic, whatever the events are like. */
    private static final int MOST_KEY_BYTES = 4096;

    private final Rollup rollup;
    private final long sliceMs;
    private final FieldValues values;
    private final int[] by;
    private final int[] measured;
    private final byte[] name;

    private final Map<PartialKey, Partial> partials = new HashMap<>();
    private final AvroBuffer key = new AvroBuffer(128);
    private final PartialKey wanted = new PartialKey();

    /** Who is given what leaves. */
    interface Receiver {
        void receive(byte[] key, byte[] value);
    }

    Partials(Rollup rollup, PipelineConfig pipeline, FieldValues values) {
        this.rollup = rollup;
        this.values = values;
        sliceMs = rollup.sliceMs();
        by = rollup.by().stream().mapToInt(pipeline.subjects()::indexOf).toArray();
        measured = rollup.measures().stream()
                .map(Measure::subject)
                .mapToInt(pipeline.subjects()::indexOf)
                .toArray();
        AvroBuffer written = new AvroBuffer(64);
        written.writeString(rollup.name());
        name = written.toByteArray();
    }

    /** Adds an event, of which {@code values} are; false when the rollup cannot have its key. */
    boolean add(Event event) {
        key.clear();
        long slice = event.timestamp() - event.timestamp() % sliceMs;
        key.writeFixed(slice);
        for (int part : by) {
            if (!values.copyText(part, key)) {
                return false;
            }
        }
        if (key.size() > MOST_KEY_BYTES) {
            return false;
        }
        Partial partial = partials.get(wanted.over(key));
        if (partial == null) {
            partial = new Partial(rollup.measures());
            partials.put(wanted.copy(), partial);
        }
        partial.add(event, values, measured);
        return true;
    }

    /** How much heap they may take, in bytes. */
    long mostBytes() {
        long sketches = rollup.measures().stream()
                .filter(measure -> measure.function() == Measure.Function.DISTINCT)
                .count();
        return partials.size() * (Partial.BYTES + sketches * Distinct.MOST_BYTES);
    }

    /** Each leaves as it is received. */
    void send(Receiver receiver) {
        AvroBuffer value = new AvroBuffer(128);
        for (Iterator<Map.Entry<PartialKey, Partial>> all = partials.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<PartialKey, Partial> entry = all.next();
            byte[] parts = entry.getKey().bytes();
            value.clear();
            ShuffleRecords.beginPartial(ByteBuffer.wrap(parts).getLong(), value);
            entry.getValue().write(value);
            byte[] shuffled = Arrays.copyOf(name, name.length + parts.length - Long.BYTES);
            System.arraycopy(parts, Long.BYTES, shuffled, name.length, parts.length - Long.BYTES);
            receiver.receive(shuffled, value.toByteArray());
            all.remove();
        }
    }

    void clear() {
        partials.clear();
    }
}
