// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.batch.Recovery.ReplayedBatch;
import io.millrace.batch.state.Checkpoint;
import io.millrace.batch.state.ChunkKey;
import io.millrace.batch.state.Chunks;
import io.millrace.batch.state.Drains;
import io.millrace.batch.state.EmittedBatch;
import io.millrace.batch.state.EmittedBatch.Proof;
import io.millrace.batch.state.Ledger;
import io.millrace.batch.state.OpenBatch;
import io.millrace.batch.state.StoredState;
import io.millrace.batch.state.Watermark;
import io.millrace.batch.state.WindowLengths;
import io.millrace.drain.DrainedStore;
import io.millrace.drain.PreCommitHook;
import io.millrace.metrics.TaskGauges;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All state of the batches of one partition, on the heap and in the store, and how the one gets into the other. A drain
 * deletes what is acknowledged, and writes chunks and a marker that says which they are: of what a crash leaves,
 * {@link StoredState} takes it whole or not at all.
 */
final class BatchState implements PreCommitHook {
    /** What an open batch costs beside its tail and its chunks: itself, its key, and its places in {@link OpenBatches}. */
    private static final int BOOKKEEPING_BYTES = 640;

    /** How much the names of batches may take in a marker, which must fit into one record of the state topic. */
    private static final int MOST_NAMED_BYTES = 400 * 1024;

    final OpenBatches open = new OpenBatches();
    final Watermark watermark = new Watermark();
    final Recovery recovery = new Recovery();
    WindowLengths windows;

    private final Chunks chunks;
    private final BatchStageSettings settings;
    private final DrainedStore store;
    private final CommittedState committed;
    private final TailBuffers buffers;
    private final boolean transactional;
    /** {@link io.millrace.config.PipelineConfig#selection}. */
    private final long selection;

    private final Ledger ledger = new Ledger();
    private final Drains drains = new Drains();
    private long processedUpTo = -1;
    private long drainedWatermark = Watermark.NONE;
    private long neverAgainUpTo = -1;
    private boolean processed;
    private boolean active;
    /** Whether no drain ever wrote a marker that counts. */
    private boolean unmarked;
    /** What all open batches cost beside their tails. */
    private long besides;

    /** {@code chunks} are those of {@code store}. */
    BatchState(Chunks chunks, DrainedStore store, BatchStageSettings settings, int partition) {
        this.chunks = chunks;
        this.store = store;
        this.settings = settings;
        committed = new CommittedState(chunks, store, settings, partition);
        this.buffers = new TailBuffers(settings.budget());
        this.transactional = settings.transactional();
        selection = settings.pipeline().selection();
    }

    /**
     * Takes up what the store holds at {@code now}; {@link CommittedState#read} says what it throws, and {@link
     * SelectionChangedException} comes beside. What this life writes is older than
     * what a life writes whose reading of the changelog began later.
     *
     * @param position the group's offset; −1 for none, and beyond all offsets when it is not known
     */
    void restore(long now, long position) {
        forget();
        long windowMs = settings.pipeline().windowMs();
        StoredState found = committed.read(now, position);
        drains.begin(found, store.beganAt());
        chunks.begin(found, drains.next());
        Checkpoint marker = found.marker() == null ? Checkpoint.first(windowMs) : found.marker();
        unmarked = found.marker() == null;
        requireSameSelection(found.marker(), position);
        Map<Long, OpenBatch> stored = found.batches();
        processedUpTo = marker.processedUpTo();
        windows = marker.windows().changedAt(processedUpTo + 1, windowMs);
        watermark.restore(marker.watermark());
        List<ReplayedBatch> doubtful = new ArrayList<>();
        for (EmittedBatch sent : marker.emitted()) {
            OpenBatch content = stored.remove(sent.firstOffset());
            if (sent.proof() == Proof.ACKNOWLEDGED) {
                ledger.settled(sent.with(content != null));
            } else {
                doubtful.add(new ReplayedBatch(sent, content == null ? OpenBatch.reopened(sent) : content));
            }
        }
        drainedWatermark = marker.transactional() ? marker.watermark() : marker.previousWatermark();
        neverAgainUpTo = marker.transactional() && doubtful.isEmpty() ? marker.processedUpTo() : -1;
        recovery.begin(marker.processedUpTo(), doubtful);
        stored.values().stream()
                .sorted(Comparator.comparingLong(batch -> batch.openedAt))
                .forEach(this::open);
    }

    /** With transactions, nothing came of what is read again. */
    private void requireSameSelection(Checkpoint marker, long position) {
        if (marker != null
                && !marker.inTransaction()
                && position <= marker.processedUpTo()
                && marker.selection() != selection) {
            throw new SelectionChangedException(Math.max(0, position), marker.processedUpTo());
        }
    }

    void open(OpenBatch batch) {
        clearTheWay(batch.firstOffset);
        open.add(batch);
        drains.added(batch.chunksDigest);
        keptBesides(bookkeeping(batch));
    }

    private void clearTheWay(long firstOffset) {
        if (ledger.isInTheWay(firstOffset)) {
            chunks.delete(firstOffset);
        }
    }

    private static int bookkeeping(OpenBatch batch) {
        return BOOKKEEPING_BYTES + batch.key.nameBytes() + batch.chunks * Chunks.BYTES_EACH;
    }

    private void keptBesides(int bytes) {
        besides += bytes;
        buffers.grown(bytes);
    }

    /** Whether even the small things that every open batch keeps on the heap are too many. */
    boolean isCrowded() {
        return buffers.budgetExceeded() && besides > buffers.held() / 2;
    }

    /** An event at {@code offset} is about to be processed; it counts as processed even if that fails. */
    void processing(long offset) {
        active = true;
        processed = true;
        if (offset > processedUpTo) {
            processedUpTo = offset;
        }
    }

    void punctuating() {
        active = true;
    }

    /**
     * Settles what the last life left open, as soon as the first offset is known. Returns what is to be sent again at once. Throws
     * {@link SourceChangedException} when the offset is one that was committed together with this state.
     */
    List<ReplayedBatch> decide(long firstOffset) {
        if (firstOffset <= neverAgainUpTo) {
            throw SourceChangedException.wentBack(firstOffset, neverAgainUpTo);
        }
        if (recovery.wasCommitted(firstOffset)) {
            List<ReplayedBatch> unprovable = recovery.unprovable();
            drainedWatermark = watermark.value();
            recovery.committed().forEach(this::settle);
            return unprovable;
        }
        watermark.restore(drainedWatermark);
        return recovery.replay(firstOffset);
    }

    /** {@link Recovery#cut}. */
    List<ReplayedBatch> cut(ReplayedBatch batch, long offset) {
        clearTheWay(offset);
        return recovery.cut(batch, offset);
    }

    /** The first event behind the replay has come. Returns what is to be sent again. */
    List<ReplayedBatch> endRecovery() {
        List<ReplayedBatch> cutShort = recovery.cutShort();
        recovery.committed().forEach(this::settle);
        return cutShort;
    }

    private void settle(ReplayedBatch batch) {
        giveBackTail(batch.content);
        ledger.settled(batch.sent());
    }

    private void giveBackTail(OpenBatch batch) {
        if (batch.tail != null) {
            buffers.giveBack(batch.tail);
            batch.tail = null;
        }
    }

    /** {@code offset} is where the task read the event. */
    void append(OpenBatch batch, long offset, Event event) {
        boolean more = batch.tail == null;
        if (more) {
            batch.tail = buffers.lend();
        }
        int capacity = batch.tail.capacity();
        batch.append(offset, event);
        if (batch.tail.capacity() != capacity) {
            buffers.grown(batch.tail.capacity() - capacity);
            more = true;
        }
        if (more && buffers.budgetExceeded() && !isCrowded()) {
            spill();
        }
    }

    /** The batch was forwarded to the sink. */
    void emitted(OpenBatch batch, CloseReason reason) {
        if (open.remove(batch)) {
            drains.sent(batch);
            keptBesides(-bookkeeping(batch));
        }
        giveBackTail(batch);
        boolean stored = batch.chunks > 0;
        EmittedBatch sent = new EmittedBatch(
                batch.key,
                batch.firstOffset,
                batch.lastOffset(),
                batch.events(),
                batch.digest(),
                reason,
                stored,
                Proof.OFFSETS);
        if (stored || !transactional) {
            ledger.add(sent);
        }
        recovery.sent(batch, sent);
    }

    /**
     * A second drain without any work between is one after a failed drain or flush: the batches of the first are not
     * acknowledged then, so it must not touch them. The first one of a partition writes its marker in any case, so that no
     * offset is ever committed before it is written which topic it is of.
     */
    @Override
    public void drain() {
        if (!unmarked && (!active || (!processed && ledger.isEmpty()))) {
            return;
        }
        unmarked = false;
        active = false;
        drains.worthless().forEach(chunks::remove);
        ledger.drain(chunks::delete);
        for (OpenBatch batch : withTail()) {
            buffers.giveBack(store(batch));
        }
        drains.replaced(chunks.tidy());
        Proof proof = proof();
        Checkpoint marker = marker(ledger.named().stream().map(sent -> sent.with(proof)));
        drains.drained(chunks.put(marker));
        committed.name(marker);
        if (recovery.isDecided()) {
            drainedWatermark = watermark.value();
        }
        processed = false;
    }

    /** What will tell that the batches of this interval were sent; a transaction tells by itself. */
    private Proof proof() {
        if (transactional) {
            return Proof.ACKNOWLEDGED;
        }
        return processed ? Proof.OFFSETS : Proof.NONE;
    }

    /** Whether the next marker gets so long that a commit should come now, not at the end of its interval. */
    boolean hasMuchToTell() {
        return ledger.bytesSinceDrain() >= MOST_NAMED_BYTES;
    }

    /** Moves the largest tails to the store before the commit, until this task holds half of what it held. */
    private void spill() {
        buffers.dropKept();
        List<OpenBatch> largestFirst = withTail();
        largestFirst.sort(Comparator.comparingInt(OpenBatch::tailBytes).reversed());
        long enough = buffers.held() / 2;
        for (OpenBatch batch : largestFirst) {
            if (buffers.held() <= enough) {
                break;
            }
            buffers.release(store(batch));
        }
        Proof proof = proof();
        drains.spilled(chunks.put(marker(Stream.concat(
                ledger.named().stream().map(sent -> sent.with(Proof.ACKNOWLEDGED)),
                ledger.sinceDrain().stream().map(sent -> sent.with(proof))))));
    }

    private Checkpoint marker(Stream<EmittedBatch> sent) {
        Stream<EmittedBatch> inDoubt = recovery.doubtful().stream().map(ReplayedBatch::sent);
        List<EmittedBatch> all = Stream.concat(sent, inDoubt).toList();
        return new Checkpoint(
                settings.sourceId(),
                drains.lineage(chunks),
                transactional,
                transactional && recovery.isOver(),
                processedUpTo,
                watermark.value(),
                drainedWatermark,
                windows,
                selection,
                all);
    }

    /** The buffer is the caller's. */
    private AvroBuffer store(OpenBatch batch) {
        ChunkKey key = new ChunkKey(batch.firstOffset, batch.chunks, drains.next());
        chunks.append(key, batch);
        if (open.contains(batch)) {
            drains.added(key.digest());
            keptBesides(Chunks.BYTES_EACH);
        }
        return batch.tailStored(key);
    }

    private List<OpenBatch> withTail() {
        List<OpenBatch> found = new ArrayList<>();
        open.all().forEach(batch -> addIfTail(batch, found));
        recovery.doubtful().forEach(batch -> addIfTail(batch.content, found));
        return found;
    }

    private static void addIfTail(OpenBatch batch, List<OpenBatch> found) {
        if (batch.tailEvents > 0) {
            found.add(batch);
        }
    }

    @Override
    public void forget() {
        buffers.forget();
        besides = 0;
        chunks.forget();
        open.clear();
        ledger.clear();
        drains.forget();
        recovery.clear();
        processedUpTo = -1;
        watermark.restore(Watermark.NONE);
        drainedWatermark = Watermark.NONE;
        processed = false;
        active = false;
        unmarked = false;
    }

    TaskGauges gauges(long now) {
        OpenBatch oldest = open.oldest();
        return new TaskGauges(
                open.size(),
                buffers.held(),
                watermark.value() == Watermark.NONE ? TaskGauges.NONE : watermark.value(),
                oldest == null ? TaskGauges.NONE : now - oldest.openedAt,
                System.nanoTime());
    }
}
