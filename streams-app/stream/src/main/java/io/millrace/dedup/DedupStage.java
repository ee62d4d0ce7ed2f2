// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

import io.millrace.config.stages.Dedup;
import io.millrace.dedup.SeenIds.Answer;
import io.millrace.drain.DrainedStore;
import io.millrace.drain.PreCommitHook;
import io.millrace.drain.StateRecords;
import io.millrace.dropped.DroppedLedger;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.DropReason;
import io.millrace.schemas.Event;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** An event whose id another event of the task had before, within the window, is dropped. One per task that decides that. */
public final class DedupStage implements PreCommitHook {
    /** A generation is no larger, so that it fits into a record of any state topic. */
    private static final int MOST_GENERATION_BYTES = 256 * 1024;

    private final Dedup dedup;
    private final boolean isOff;
    private final StateRecords records;
    private final DroppedLedger repetitions;
    private final PipelineMetrics metrics;
    private final ReturnedEvents returned;
    private final SeenIds seen = new SeenIds();
    /** What is in the store, the oldest first. */
    private final ArrayDeque<Generation> generations = new ArrayDeque<>();

    private final Generation.Builder current = new Generation.Builder();
    private long time = Long.MIN_VALUE;
    /** Ids in {@link #generations}. */
    private int stored;

    /** Takes up what the store holds. */
    public DedupStage(ProcessorContext<byte[], byte[]> context, DedupStageSettings settings) {
        dedup = settings.pipeline().dedup();
        isOff = settings.isOff();
        metrics = settings.metrics();
        returned = new ReturnedEvents(settings.pipeline());
        repetitions =
                new DroppedLedger(context, settings.pipeline(), DropReason.DUPLICATE, settings.droppedNode(), metrics);
        DrainedStore store = context.getStateStore(settings.storeName());
        records = store.records();
        restore();
        if (!isOff || !generations.isEmpty()) {
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

    /**
     * Whether the event with that id goes on, as the first that has it.
     *
     * @param readAt where the task read it
     */
    public boolean passes(long readAt, long high, long low, Event event) {
        Answer answer = seen.see(high, low, readAt);
        if (answer == Answer.REPEATED && returned.isBack(event)) {
            return true;
        }
        if (answer == Answer.REPEATED) {
            repetitions.add(event);
            return false;
        }
        time = Math.max(time, event.timestamp());
        if (answer == Answer.NEW) {
            remember(readAt, high, low, event);
        }
        return true;
    }

    private void remember(long readAt, long high, long low, Event event) {
        current.add(high, low, readAt, event.timestamp());
        if (current.bytes() >= MOST_GENERATION_BYTES) {
            store();
        }
        if (stored + current.ids() > dedup.maxIds()) {
            forgetOldest();
        }
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
        return isOff || generation.latest() < time - dedup.windowMs();
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
