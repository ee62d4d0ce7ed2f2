package io.millrace.ops;

import io.millrace.schemas.BatchHeader;

/** A batch that is on the topic, and what is known of its delivery. */
final class SeenBatch {
    final String id;
    final int events;
    final long windowStart;
    private final long payloadBytes;

    /** The key of the object that holds it, or null as long as none is known. */
    String object;

    SeenBatch(BatchHeader header) {
        id = header.batchId();
        events = header.eventCount();
        windowStart = header.windowStart();
        payloadBytes = header.payloadBytes();
    }

    /** Whether {@code again}, of the same id, is the same batch. Why it was closed may differ after a crash. */
    boolean isSame(BatchHeader again) {
        return events == again.eventCount()
                && payloadBytes == again.payloadBytes()
                && windowStart == again.windowStart();
    }
}
