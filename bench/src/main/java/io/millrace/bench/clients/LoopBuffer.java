// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.clients;

import io.millrace.schemas.AvroBuffer;

/** The events of one partition that wait for their batch: each with its length before it, in one array. */
final class LoopBuffer {
    private static final int LENGTH_BYTES = 5;

    private final AvroBuffer bytes = new AvroBuffer(64 * 1024);
    private final int mostEvents;
    private final int mostBytes;
    private int events;
    private long firstOffset;
    private long nextOffset;

    LoopBuffer(int mostEvents, int mostBytes) {
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    /** Whether a batch must be taken before such an event is added. */
    boolean isTooFullFor(byte[] event) {
        return events > 0 && bytes.size() + LENGTH_BYTES + event.length > mostBytes;
    }

    void add(long offset, byte[] event) {
        if (events == 0) {
            firstOffset = offset;
        }
        bytes.writeBytes(event, 0, event.length);
        events++;
        nextOffset = offset + 1;
    }

    boolean isFull() {
        return events >= mostEvents;
    }

    boolean isEmpty() {
        return events == 0;
    }

    /** The events as a value of their own; the buffer is empty then. */
    byte[] take() {
        byte[] batch = bytes.toByteArray();
        bytes.clear();
        events = 0;
        return batch;
    }

    /** Where to read from after a crash, when all that was taken is on the sink topic. */
    long commits() {
        return events == 0 ? nextOffset : firstOffset;
    }
}
