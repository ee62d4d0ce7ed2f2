// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.batch.Recovery.ReplayedBatch;
import io.millrace.batch.state.BatchKey;
import io.millrace.batch.state.Chunks;
import io.millrace.batch.state.OpenBatch;
import io.millrace.config.PipelineConfig;
import io.millrace.config.stages.LatePolicy;
import io.millrace.dlq.DeadLetterForwarder;
import io.millrace.dlq.EventTooLargeException;
import io.millrace.drain.DrainedStore;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The path of an event into its batch, and of a batch to the sink. Takes what the decode stage let through. */
public final class BatchStage {
    private static final long MOST_BETWEEN_TICKS_MS = 100;

    /** A batch is closed by the first tick after its age: with ticks of 10 ms, one of 10 ms would grow as old as one of 20. */
    private static final long LEAST_BETWEEN_TICKS_MS = 5;

    private final BatchStageSettings settings;
    private final PipelineConfig pipeline;
    private final PipelineMetrics metrics;
    private final ClosingRules rules;
    private final boolean parksLate;

    private ProcessorContext<byte[], byte[]> context;
    private DrainedStore store;
    private BatchState state;
    private BatchEmitter emitter;
    private long newWindowsFrom;
    private DeadLetterForwarder deadLetters;
    private boolean begun;
    private BooleanSupplier committable;
    private boolean mayClose;

    public BatchStage(BatchStageSettings settings) {
        this.settings = settings;
        pipeline = settings.pipeline();
        metrics = settings.metrics();
        rules = new ClosingRules(pipeline);
        parksLate = pipeline.late() == LatePolicy.DEAD_LETTER;
    }

    /**
     * Takes up the state of the task. Throws {@link RevivedTaskException} when it is called again.
     *
     * @param isInCommits whether a commit names the position of this partition, and so fails when the task has another owner by then
     * @param position the group's offset of this partition; −1 for none, and beyond all offsets when it is not known
     */
    public void init(ProcessorContext<byte[], byte[]> processorContext, BooleanSupplier isInCommits, long position) {
        context = processorContext;
        committable = isInCommits;
        if (begun) {
            throw new RevivedTaskException(context.taskId().toString());
        }
        begun = true;
        store = context.getStateStore(settings.storeName());
        Chunks chunks = new Chunks(store.records(), settings.budget().limit());
        state = new BatchState(chunks, store, settings, context.taskId().partition());
        emitter = new BatchEmitter(context, settings, chunks);
        deadLetters =
                new DeadLetterForwarder(context, pipeline, settings.stageName(), settings.deadLetterNode(), metrics);
        state.restore(context.currentSystemTimeMs(), position);
        newWindowsFrom = state.windows.latest().from();
        store.addUser(state);
        // At the same moments for all tasks: Streams polls less at a time after each moment at which any task ticked.
        context.schedule(
                Instant.EPOCH,
                Duration.ofMillis(
                        Math.max(LEAST_BETWEEN_TICKS_MS, Math.min(MOST_BETWEEN_TICKS_MS, pipeline.maxAgeMs() / 10))),
                PunctuationType.WALL_CLOCK_TIME,
                this::tick);
    }

    /**
     * Takes a decoded event.
     *
     * @param offset where the task read it
     * @param group null when the pipeline groups nothing, or the event is of no group
     * @param topic the sink topic that a rule names for it; null for the pipeline's own
     */
    public void process(long offset, Bytes group, String topic, Event event) {
        state.processing(offset);
        long windowMs = offset >= newWindowsFrom ? pipeline.windowMs() : state.windows.at(offset);
        long windowStart = event.timestamp() - event.timestamp() % windowMs;
        int schemaId = event.schemaId();
        OpenBatch batch = state.open.find(windowStart, windowStart + windowMs, schemaId, group, topic);
        BatchKey key =
                batch == null ? new BatchKey(windowStart, windowStart + windowMs, schemaId, group, topic) : batch.key;
        if (offset > state.recovery.slowUpTo() || !isOfReopened(event, offset, key, batch)) {
            accept(event, offset, key, batch);
        }
        if (event.timestamp() > state.watermark.value()) {
            advance(event.timestamp());
        }
    }

    /** {@code found} is the open batch of that key, or null. */
    private void accept(Event event, long offset, BatchKey key, OpenBatch found) {
        OpenBatch batch = found;
        int bytes = EventEncoding.bound(event);
        if (!rules.fits(bytes)) {
            deadLetters.park(
                    event, DeadLetterReason.TOO_LARGE, new EventTooLargeException(bytes, rules.maxEventBytes()));
            return;
        }
        if (batch != null && batch.holds(offset)) {
            return;
        }
        if (rules.isLate(key.windowEnd(), state.watermark.value())) {
            metrics.late();
            if (parksLate) {
                deadLetters.park(event, DeadLetterReason.LATE, new LateEventException(key, rules));
                return;
            }
        }
        if (batch == null || closes(batch, bytes, false)) {
            batch = open(key, offset);
        }
        state.append(batch, offset, event);
        if (!closes(batch, 0, false) && state.isCrowded()) {
            // Whether it was sent makes no difference here.
            boolean unused = closes(state.open.oldest(), 0, true);
        }
    }

    /** Sends the batch if it is time to, as {@link ClosingRules#reason} says; whether it was. */
    private boolean closes(OpenBatch batch, long nextBytes, boolean mustGo) {
        CloseReason reason =
                rules.reason(batch, nextBytes, state.watermark.value(), context.currentSystemTimeMs(), mustGo);
        if (reason == null) {
            return false;
        }
        emit(batch, reason);
        return true;
    }

    private OpenBatch open(BatchKey key, long offset) {
        long closesAt = rules.batchCloses(key.windowEnd(), state.watermark.value());
        OpenBatch batch = new OpenBatch(key, offset, context.currentSystemTimeMs(), closesAt);
        state.open(batch);
        return batch;
    }

    /** Whether the event, read again after a crash, is of a batch that was begun before it; if so it is dealt with. */
    private boolean isOfReopened(Event event, long offset, BatchKey key, OpenBatch found) {
        Recovery recovery = state.recovery;
        if (!recovery.isDecided()) {
            mayClose = true;
            sendAgain(state.decide(offset));
        }
        if (offset > recovery.slowUpTo()) {
            sendAgain(state.endRecovery());
            return false;
        }
        int bytes = EventEncoding.bound(event);
        if (!rules.fits(bytes)) {
            return false;
        }
        ReplayedBatch batch = recovery.find(key, offset);
        if (batch == null) {
            return false;
        }
        if (batch.settled || batch.content.holds(offset) || (found != null && found.firstOffset == offset)) {
            return true;
        }
        if (!batch.mayHold(offset) || (batch.isRest() && rules.isFull(batch.content, bytes))) {
            sendAgain(state.cut(batch, offset));
            batch = recovery.find(key, offset);
        }
        state.append(batch.content, offset, event);
        sendAgain(recovery.joined(batch));
        return true;
    }

    private void sendAgain(List<ReplayedBatch> batches) {
        for (ReplayedBatch batch : batches) {
            emit(batch.content, batch.reason());
        }
    }

    private void advance(long timestamp) {
        state.watermark.advanceTo(timestamp);
        OpenBatch due = state.open.closedBy(timestamp);
        while (due != null && closes(due, 0, false)) {
            due = state.open.closedBy(timestamp);
        }
    }

    /** Nothing leaves before the group would notice that the task has another owner by now. */
    private void tick(long now) {
        mayClose = mayClose || committable.getAsBoolean();
        if (!mayClose) {
            return;
        }
        state.punctuating();
        sendAgain(state.recovery.unprovable());
        OpenBatch oldest = state.open.oldest();
        while (oldest != null && closes(oldest, 0, false)) {
            oldest = state.open.oldest();
        }
        metrics.show(context.taskId().toString(), state.gauges(now));
    }

    /** First the record, then the books: if forwarding fails, the batch is still open. */
    private void emit(OpenBatch batch, CloseReason reason) {
        emitter.forward(batch, reason);
        state.emitted(batch, reason);
        metrics.batch(reason, batch.events(), batch.payloadBytes());
        if (state.hasMuchToTell()) {
            context.commit();
        }
    }

    /** The task is no longer ours. */
    public void close() {
        metrics.hide(context.taskId().toString());
        store.removeUsers();
        state.forget();
    }
}
