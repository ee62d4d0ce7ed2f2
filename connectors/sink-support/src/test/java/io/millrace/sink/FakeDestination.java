// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An outside system in memory that rejects events. It takes a batch, named by its first offset, when the test lets it; may
 * fail first.
 */
final class FakeDestination implements Destination {
    /** An event that holds this is rejected. */
    static final String POISON = "poison";

    final List<Long> attempts = new CopyOnWriteArrayList<>();
    final List<Long> delivered = new CopyOnWriteArrayList<>();

    /** The events taken, by batch id. */
    final Map<String, List<String>> stored = new ConcurrentHashMap<>();

    private final Map<Long, CompletableFuture<Void>> gates = new ConcurrentHashMap<>();
    private volatile boolean isOpen;
    private volatile Exception failure;
    private volatile Long failing;

    @Override
    public Outcome deliver(EventBatch batch) throws Exception {
        long offset = batch.header().firstOffset();
        attempts.add(offset);
        Exception now = failure;
        if (now != null && (failing == null || failing == offset)) {
            throw now;
        }
        if (!isOpen) {
            gate(offset).get();
        }
        Outcome outcome = store(batch);
        delivered.add(offset);
        return outcome;
    }

    private Outcome store(EventBatch batch) throws Exception {
        List<String> taken = new ArrayList<>();
        Map<Integer, Exception> rejected = new HashMap<>();
        EventCursor event = batch.events();
        while (event.next()) {
            String value = new String(event.bytes(), event.valueFrom(), event.valueLength(), StandardCharsets.UTF_8);
            if (value.contains(POISON)) {
                rejected.put(event.index(), new IllegalArgumentException("no poison here"));
            } else {
                taken.add(value);
            }
        }
        stored.put(batch.header().batchId(), taken);
        return rejected.isEmpty() ? new Outcome.Delivered() : new Outcome.Rejected(rejected);
    }

    private CompletableFuture<Void> gate(long offset) {
        return gates.computeIfAbsent(offset, key -> new CompletableFuture<>());
    }

    void letPass(long offset) {
        gate(offset).complete(null);
    }

    /** From now on no batch waits for {@link #letPass}. */
    FakeDestination open() {
        isOpen = true;
        return this;
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
