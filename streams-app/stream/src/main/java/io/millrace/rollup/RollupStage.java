// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.PipelineConfig;
import io.millrace.config.stages.Rollup;
import io.millrace.dlq.DeadLetterForwarder;
import io.millrace.dlq.RecordTimestamps;
import io.millrace.drain.DrainedStore;
import io.millrace.drain.Forwarding;
import io.millrace.drain.PreCommitHook;
import io.millrace.fields.FieldValues;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The third stage: adds an event to the partial aggregates of its rollups, which leave before each commit. One per task. */
public final class RollupStage implements PreCommitHook {
    /** What is committed with the offsets: the watermark. */
    private static final String WATERMARK = "rollup-watermark";

    private static final long NONE = Long.MIN_VALUE;
    private static final long MOST_BETWEEN_TICKS_MS = 1_000;

    /** Partials that may take more heap leave early. */
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final ProcessorContext<byte[], byte[]> context;
    private final RollupStageSettings settings;
    private final PipelineMetrics metrics;
    private final Rollup[] rollups;
    private final Partials[] partials;
    private final boolean parksLate;
    private final DeadLetterForwarder deadLetters;
    private final BooleanSupplier atEnd;
    private final DrainedStore store;
    private final Forwarding forwarding;
    private final Marks marks;
    private long watermark = NONE;
    private long lastEventAt;

    /**
     * Takes up the watermark.
     *
     * @param values those of all subjects of the pipeline
     * @param atEnd whether nothing of the source partition is left to read, and a commit names its position
     */
    public RollupStage(
            ProcessorContext<byte[], byte[]> context,
            RollupStageSettings settings,
            FieldValues values,
            BooleanSupplier atEnd) {
        this.context = context;
        this.settings = settings;
        this.atEnd = atEnd;
        metrics = settings.metrics();
        PipelineConfig pipeline = settings.pipeline();
        List<Rollup> all = pipeline.rollups().all();
        rollups = all.toArray(Rollup[]::new);
        partials = all.stream()
                .map(rollup -> new Partials(rollup, pipeline, values))
                .toArray(Partials[]::new);
        parksLate = all.stream().anyMatch(Rollup::parksLate);
        deadLetters =
                new DeadLetterForwarder(context, pipeline, settings.stageName(), settings.deadLetterNode(), metrics);
        forwarding = Forwarding.from(context);
        store = context.getStateStore(settings.storeName());
        marks = new Marks(context.taskId().partition(), settings.partitions(), all);
        if (rollups.length > 0) {
            begin();
        }
    }

    private void begin() {
        Long known = store.notes().get(WATERMARK);
        watermark = known == null ? NONE : known;
        lastEventAt = context.currentSystemTimeMs();
        store.addUser(this);
        long idleMs = settings.pipeline().rollups().idleMs();
        // At the same moments for all tasks: Streams polls less at a time after each moment at which any task ticked.
        context.schedule(
                Instant.EPOCH,
                Duration.ofMillis(Math.max(1, Math.min(MOST_BETWEEN_TICKS_MS, idleMs / 10))),
                PunctuationType.WALL_CLOCK_TIME,
                this::tick);
    }

    /** The events to come are of one run. */
    public void beginRun() {
        if (rollups.length > 0) {
            lastEventAt = context.currentSystemTimeMs();
        }
    }

    /** Whether the event goes on; otherwise it is late for a rollup that parks such events, and is in none. */
    public boolean passes(Event event) {
        if (rollups.length == 0) {
            return true;
        }
        long timestamp = event.timestamp();
        if (parksLate && parks(event)) {
            return false;
        }
        for (int i = 0; i < rollups.length; i++) {
            if (isLate(rollups[i], timestamp)) {
                metrics.rollupLate(rollups[i].name(), 1);
            } else if (!partials[i].add(event)) {
                metrics.rollupRefused(rollups[i].name());
            }
        }
        watermark = Math.max(watermark, timestamp);
        return true;
    }

    private boolean parks(Event event) {
        boolean parks = false;
        for (Rollup rollup : rollups) {
            if (rollup.parksLate() && isLate(rollup, event.timestamp())) {
                if (!parks) {
                    deadLetters.park(
                            event,
                            DeadLetterReason.LATE,
                            new WindowClosedException(rollup, event.timestamp(), watermark));
                }
                parks = true;
                metrics.rollupLate(rollup.name(), 1);
            }
        }
        return parks;
    }

    private boolean isLate(Rollup rollup, long timestamp) {
        return watermark != NONE && rollup.lastWindowEnd(timestamp) <= watermark - rollup.graceMs();
    }

    /** The run is over. */
    public void endRun() {
        long bytes = 0;
        for (Partials ofRollup : partials) {
            bytes += ofRollup.mostBytes();
        }
        if (bytes > MOST_BYTES) {
            send();
        }
    }

    /** Without events, time is that of the clock, and as far behind it as an event may be that is on its way. */
    private void tick(long now) {
        long idleMs = settings.pipeline().rollups().idleMs();
        if (now - lastEventAt >= idleMs && atEnd.getAsBoolean()) {
            watermark = Math.max(watermark, now - idleMs);
        }
    }

    @Override
    public void drain() {
        forwarding.during(() -> {
            send();
            if (watermark != NONE) {
                store.notes().put(WATERMARK, watermark);
                marks.send(watermark, context.currentSystemTimeMs(), this::forward);
            }
        });
    }

    private void send() {
        for (Partials ofRollup : partials) {
            ofRollup.send(this::forward);
        }
    }

    private void forward(byte[] key, byte[] value) {
        context.forward(new Record<>(key, value, RecordTimestamps.now(context)), settings.shuffleNode());
    }

    @Override
    public void forget() {
        for (Partials ofRollup : partials) {
            ofRollup.clear();
        }
    }
}
