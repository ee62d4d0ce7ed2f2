// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

import io.millrace.config.stages.Dedup;
import io.millrace.dedup.SeenIds.Answer;
import io.millrace.drain.DrainedStore;
import io.millrace.drain.PreCommitHook;
import io.millrace.drain.StateRecords;
import io.millrace.dropped.DroppedLedger;
import io.millrace.fields.FieldKind;
import io.millrace.fields.FieldValues;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.DropReason;
import io.millrace.schemas.Event;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The second stage: an event whose id another event of its partition had before, within the window, is dropped. One per task. Ids are hashes
 * of 128 bits; an event without all fields and headers that make up its id has none, and goes on.
 */
public final class DedupStage implements PreCommitHook {
    /** A generation is no larger, so that it fits into a record of any state topic. */
    private static final int MOST_GENERATION_BYTES = 256 * 1024;

    private final Dedup dedup;
    private final FieldValues values;
    private final int[] parts;
    private final StateRecords records;
    private final DroppedLedger repetitions;
    private final PipelineMetrics metrics;
    private final AvroBuffer id = new AvroBuffer(64);
    private final SeenIds seen = new SeenIds();
    /** What is in the store, the oldest first. */
    private final ArrayDeque<Generation> generations = new ArrayDeque<>();

    private final Generation.Builder current = new Generation.Builder();
    private long time = Long.MIN_VALUE;
    /** Ids in {@link #generations}. */
    private int stored;

    /** Takes up what the store holds; {@code values} are those of all subjects of the pipeline. */
    public DedupStage(ProcessorContext<byte[], byte[]> context, DedupStageSettings settings, FieldValues values) {
        dedup = settings.pipeline().dedup();
        this.values = values;
        parts = dedup.by().stream()
                .mapToInt(settings.pipeline().subjects()::indexOf)
                .toArray();
        metrics = settings.metrics();
        repetitions =
                new DroppedLedger(context, settings.pipeline(), DropReason.DUPLICATE, settings.droppedNode(), metrics);
        DrainedStore store = context.getStateStore(settings.storeName());
        records = store.records();
        restore();
        if (!dedup.isOff() || !generations.isEmpty()) {
            store.addUser(this);
        }
    }

    private void restore() {
        List<Bytes> keys = records.keys().stream().filter(Generation::isKey).toList();
        for (Bytes key : keys) {
            Generation found = Generation.read(key, records.get(key), this::see);
            add(found);
            time = Math.max(time, found.latest());
        }
    }

    private void see(long high, long low, long offset) {
        Answer unused = seen.see(high, low, offset);
    }

    private void add(Generation generation) {
        generations.add(generation);
        stored += generation.ids();
    }

    /** The events to come are of one run. */
    public void beginRun() {
        repetitions.beginRun();
    }

    /** The run is over. */
    public void endRun() {
        repetitions.endRun();
    }

    /** Whether the event goes on: it is the first with its id, or has none. */
    public boolean passes(Event event) {
        if (dedup.isOff() || !hasId()) {
            return true;
        }
        long[] hash = MurmurHash3.hash128x64(id.bytes(), 0, id.size(), 0);
        // No id is zero.
        long high = hash[0] == 0 ? 1 : hash[0];
        long low = hash[1];
        Answer answer = seen.see(high, low, event.offset());
        if (answer == Answer.REPEATED) {
            repetitions.add(event);
            return false;
        }
        time = Math.max(time, event.timestamp());
        if (answer == Answer.NEW) {
            remember(high, low, event);
        }
        return true;
    }

    private void remember(long high, long low, Event event) {
        current.add(high, low, event.offset(), event.timestamp());
        if (current.bytes() >= MOST_GENERATION_BYTES) {
            store();
        }
        if (stored + current.ids() > dedup.maxIds()) {
            forgetOldest();
        }
    }

    /** Puts the event's id together. */
    private boolean hasId() {
        id.clear();
        for (int part : parts) {
            FieldKind kind = values.kind(part);
            if (kind == FieldKind.ABSENT || kind == FieldKind.OTHER) {
                return false;
            }
            values.copy(part, id);
        }
        return true;
    }

    private void store() {
        Generation whole = current.generation();
        records.put(whole.key(), current.record());
        add(whole);
        current.clear();
    }

    /** Too many are in the window. */
    private void forgetOldest() {
        if (generations.isEmpty()) {
            store();
        }
        metrics.forgotten(generations.getFirst().ids());
        forget(generations.removeFirst());
    }

    private void forget(Generation old) {
        stored -= old.ids();
        seen.forget(old.lastOffset());
        records.delete(old.key());
    }

    /** What is forgotten after a crash that it should not have been is found again with the events that are read again. */
    @Override
    public void drain() {
        if (!current.isEmpty()) {
            store();
        }
        while (!generations.isEmpty() && isOver(generations.getFirst())) {
            forget(generations.removeFirst());
        }
    }

    /** All are, when an earlier life remembered ids and this one does not. */
    private boolean isOver(Generation generation) {
        return dedup.isOff() || generation.latest() < time - dedup.windowMs();
    }

    @Override
    public void forget() {
        seen.clear();
        generations.clear();
        current.clear();
        stored = 0;
        time = Long.MIN_VALUE;
    }
}
