// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.rehearsal;

import io.millrace.drain.DrainedStore;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A task of one partition whose clock is set, and which commits when it is told to. It offers what the batch stage uses, and refuses
 * everything else.
 *
 * @param <T> of keys and values; byte arrays, which no method may have as its bound
 */
final class VirtualTask<T> implements ProcessorContext<T, T> {
    private final DrainedStore store;
    private final String sink;
    private long now;
    private long nextTick;
    private long tickMs;
    private Punctuator punctuator;
    private long forwardedBytes;

    /** {@code sink} is the child that takes batches. */
    VirtualTask(DrainedStore store, String sink, long now) {
        this.store = store;
        this.sink = sink;
        this.now = now;
    }

    /** Time goes on, with the ticks that are due on the way; epoch milliseconds. */
    void passTimeTo(long time) {
        while (nextTick <= time) {
            now = nextTick;
            nextTick += tickMs;
            punctuator.punctuate(now);
        }
        now = time;
    }

    long tickMs() {
        return tickMs;
    }

    /** What the batches forwarded so far take as records, keys included. */
    long forwardedBytes() {
        return forwardedBytes;
    }

    @Override
    public <K extends T, V extends T> void forward(Record<K, V> batch, String child) {
        if (child.equals(sink)) {
            forwardedBytes += ((byte[]) (Object) batch.key()).length + ((byte[]) (Object) batch.value()).length;
        }
    }

    @Override
    public Cancellable schedule(Instant start, Duration interval, PunctuationType type, Punctuator callback) {
        tickMs = interval.toMillis();
        nextTick = start.toEpochMilli() + ((now - start.toEpochMilli()) / tickMs + 1) * tickMs;
        punctuator = callback;
        return () -> {
            nextTick = Long.MAX_VALUE;
        };
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Kafka has it; there is one store
    public <S extends StateStore> S getStateStore(String name) {
        return (S) store;
    }

    @Override
    public long currentSystemTimeMs() {
        return now;
    }

    @Override
    public long currentStreamTimeMs() {
        return now;
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, 0);
    }

    @Override
    public void commit() {
        store.flushCache();
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.empty();
    }

    @Override
    public <K extends T, V extends T> void forward(Record<K, V> batch) {
        throw unused();
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        throw unused();
    }

    @Override
    public String applicationId() {
        throw unused();
    }

    @Override
    public Serde<?> keySerde() {
        throw unused();
    }

    @Override
    public Serde<?> valueSerde() {
        throw unused();
    }

    @Override
    public File stateDir() {
        throw unused();
    }

    @Override
    public StreamsMetrics metrics() {
        throw unused();
    }

    @Override
    public Map<String, Object> appConfigs() {
        throw unused();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the batch stage asks for nothing of this");
    }
}
