// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import java.util.ArrayList;
import java.util.List;

/**
 * Assembles a batch from its header and its events, which are already encoded: blocks are copied once, into the record, and never
 * encoded again. Reusable and not thread-safe.
 */
public final class BatchWriter {
    /** The most that header, prefix and block counts take, except for the strings and the group key. */
    private static final int FIXED_BYTES = 256;

    private static final Slice NO_MORE_BLOCKS = Slice.of(new byte[] {0});

    private final AvroBuffer out = new AvroBuffer(FIXED_BYTES);
    private final List<Slice> slices = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // a view into a buffer, never compared
    private record Slice(byte[] bytes, int from, int length) {
        static Slice of(byte[] bytes) {
            return new Slice(bytes, 0, bytes.length);
        }
    }

    /** What a batch takes in addition to its encoded events, at most. */
    public static int overhead(String pipeline, String sourceTopic, int groupKeyBytes) {
        return FIXED_BYTES + 3 * pipeline.length() + 6 * sourceTopic.length() + groupKeyBytes;
    }

    /** Starts a batch in the wire format of {@code batchSchemaId}, the registry id of the EventBatch schema. */
    public void begin(int batchSchemaId, BatchHeader header) {
        slices.clear();
        out.clear();
        byte[] prefix = new byte[WireFormat.PREFIX_BYTES];
        WireFormat.writePrefix(prefix, batchSchemaId);
        out.writeRaw(prefix, 0, prefix.length);
        out.writeString(header.batchId());
        out.writeString(header.pipeline());
        out.writeString(header.sourceTopic());
        out.writeLong(header.sourcePartition());
        out.writeLong(header.firstOffset());
        out.writeLong(header.lastOffset());
        out.writeLong(header.windowStart());
        out.writeLong(header.windowEnd());
        out.writeNullable(header.groupKey() == null ? null : header.groupKey().get());
        out.writeLong(header.format().ordinal());
        if (header.schemaId() == null) {
            out.writeLong(0);
        } else {
            out.writeLong(1);
            out.writeLong(header.schemaId());
        }
        out.writeLong(header.closeReason().ordinal());
        out.writeLong(header.eventCount());
        out.writeLong(header.payloadBytes());
        out.writeLong(header.minTimestamp());
        out.writeLong(header.maxTimestamp());
        slices.add(Slice.of(out.toByteArray()));
    }

    /** Adds {@code count} events that {@link EventEncoding} wrote; the array must stay as it is until {@link #finish}. */
    public void block(int count, byte[] events, int from, int length) {
        if (count > 0) {
            out.clear();
            out.writeLong(count);
            slices.add(Slice.of(out.toByteArray()));
            slices.add(new Slice(events, from, length));
        }
    }

    /** The finished record value, in a new array. */
    public byte[] finish() {
        slices.add(NO_MORE_BLOCKS);
        byte[] batch = new byte[slices.stream().mapToInt(Slice::length).reduce(0, Math::addExact)];
        int at = 0;
        for (Slice slice : slices) {
            System.arraycopy(slice.bytes, slice.from, batch, at, slice.length);
            at += slice.length;
        }
        slices.clear();
        return batch;
    }
}
