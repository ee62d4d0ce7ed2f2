package io.millrace.sink;

import io.millrace.schemas.EventBatch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Delivers a batch, named by its first offset, when the test lets it; may fail first. */
final class FakeDestination implements Destination {
    final List<Long> attempts = new CopyOnWriteArrayList<>();
    final List<Long> delivered = new CopyOnWriteArrayList<>();
    private final Map<Long, CompletableFuture<Void>> gates = new ConcurrentHashMap<>();
    private volatile Exception failure;
    private volatile Long failing;

    @Override
    public void deliver(EventBatch batch) throws Exception {
        long offset = batch.header().firstOffset();
        attempts.add(offset);
        Exception now = failure;
        if (now != null && (failing == null || failing == offset)) {
            throw now;
        }
        gate(offset).get();
        delivered.add(offset);
    }

    private CompletableFuture<Void> gate(long offset) {
        return gates.computeIfAbsent(offset, key -> new CompletableFuture<>());
    }

    void letPass(long offset) {
        gate(offset).complete(null);
    }

    /** From now on, until the next call; null ends it. */
    void failWith(Exception cause) {
        failing = null;
        failure = cause;
    }

    /** The same for one batch only. */
    void failWith(Exception cause, long offset) {
        failing = offset;
        failure = cause;
    }
}
