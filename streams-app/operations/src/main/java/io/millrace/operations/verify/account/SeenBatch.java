// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.account;

import io.millrace.schemas.BatchHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A batch that is on the topic, or on the dead-letter topic as a sink put it there, and what is known about its delivery. */
public final class SeenBatch {
    /** By source partition, then by offset. */
    public static final Comparator<SeenBatch> BY_PLACE =
            Comparator.comparingInt((SeenBatch batch) -> batch.partition).thenComparingLong(batch -> batch.firstOffset);

    public final String id;
    public final int events;
    public final long windowStart;
    private final int partition;
    private final long firstOffset;
    private final long payloadBytes;
    private final long checksum;

    /** Where it is on the sink topics; several records only when they differ under one id. */
    public final List<Place> places = new ArrayList<>();

    /** The key of the object that contains it, or null as long as none is known. */
    public String object;

    /** Whether it has an event that is to have got to its place. */
    public boolean isDue;

    /** Whether it has an object that could not be compared. */
    public boolean uncompared;

    /** A record on a sink topic. */
    public record Place(String topic, int partition, long offset) {}

    public SeenBatch(BatchHeader header, long checksum) {
        id = header.batchId();
        events = header.eventCount();
        windowStart = header.windowStart();
        partition = header.sourcePartition();
        firstOffset = header.firstOffset();
        payloadBytes = header.payloadBytes();
        this.checksum = checksum;
    }

    /** Whether {@code again}, of the same id, is the same batch. Why it was closed may differ after a crash. */
    boolean isSame(SeenBatch again) {
        return events == again.events
                && payloadBytes == again.payloadBytes
                && windowStart == again.windowStart
                && checksum == again.checksum;
    }
}
