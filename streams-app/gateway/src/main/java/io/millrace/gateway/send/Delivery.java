// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * What became of each event of a request. Each has one outcome in the end: acknowledged, rejected, or to be repeated. What it says may be
 * read once it is complete.
 */
public final class Delivery {
    private static final int NONE = -1;

    private final int[] partitions;
    private final long[] offsets;
    private final RejectReason[] rejected;
    private final String[] details;
    private final AtomicInteger pending;
    private final Consumer<Delivery> whenComplete;
    private volatile Exception lastFailure;

    /** @param whenComplete is called once, by the thread that learns the last outcome: Kafka's own, usually */
    public Delivery(int events, Consumer<Delivery> whenComplete) {
        this.whenComplete = whenComplete;
        partitions = new int[events];
        offsets = new long[events];
        rejected = new RejectReason[events];
        details = new String[events];
        // One for whoever sends, so that it is not complete before all are sent.
        pending = new AtomicInteger(events + 1);
    }

    void acknowledged(int index, RecordMetadata metadata) {
        partitions[index] = metadata.partition();
        offsets[index] = metadata.offset();
        settle();
    }

    void rejected(int index, RejectReason reason, String detail) {
        partitions[index] = NONE;
        rejected[index] = reason;
        details[index] = detail;
        settle();
    }

    void failed(int index, Exception failure) {
        RejectReason reason = SendFailures.classify(failure);
        if (reason != null) {
            rejected(index, reason, null);
            return;
        }
        partitions[index] = NONE;
        lastFailure = failure;
        settle();
    }

    /** All are sent. */
    void sent() {
        settle();
    }

    private void settle() {
        if (pending.decrementAndGet() == 0) {
            whenComplete.accept(this);
        }
    }

    public int events() {
        return partitions.length;
    }

    public boolean isAcknowledged(int index) {
        return partitions[index] != NONE;
    }

    /** Of an acknowledged one. */
    public int partition(int index) {
        return partitions[index];
    }

    /** Of an acknowledged one. */
    public long offset(int index) {
        return offsets[index];
    }

    /** Null for one that was not rejected. */
    public RejectReason reason(int index) {
        return rejected[index];
    }

    /** More about it, without anything that the event holds; may be null. */
    public String detail(int index) {
        return details[index];
    }

    public int acknowledged() {
        return count(true);
    }

    /** How many the client should repeat. */
    public int toRepeat() {
        return count(false);
    }

    private int count(boolean acknowledged) {
        int count = 0;
        for (int i = 0; i < partitions.length; i++) {
            if (isAcknowledged(i) == acknowledged && rejected[i] == null) {
                count++;
            }
        }
        return count;
    }

    /** Why one of them is to be repeated; null when none is. */
    public Exception lastFailure() {
        return lastFailure;
    }
}
