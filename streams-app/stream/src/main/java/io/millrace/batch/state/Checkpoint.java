// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.state;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.MalformedAvroException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * What a drain says about itself. Without one that is whole, nothing that a drain wrote counts.
 *
 * @param source the id of the topic that the offsets are of; {@link Uuid#ZERO_UUID} when it was not known
 * @param lineage which records it builds on
 * @param inTransaction whether it counts only when its transaction was committed, which the offsets tell
 * @param transactional whether it became durable together with the offset behind {@code processedUpTo}
 * @param processedUpTo the highest offset processed, −1 for none
 * @param watermark at that offset; {@link Watermark#NONE} for none
 * @param previousWatermark at the drain before
 * @param windows the lengths of windows up to here
 * @param selection {@code PipelineConfig.selection} of the settings that chose its events
 * @param emitted the batches sent since the drain before, and those still in doubt
 */
public record Checkpoint(
        Uuid source,
        Lineage lineage,
        boolean inTransaction,
        boolean transactional,
        long processedUpTo,
        long watermark,
        long previousWatermark,
        WindowLengths windows,
        long selection,
        List<EmittedBatch> emitted) {

    /** What a partition without any state begins with. */
    public static Checkpoint first(long windowMs) {
        Lineage none =
                new Lineage(new Segment.Id(new DrainId(0, 0), 0), new Segment.Id(new DrainId(0, 0), 0), 0, List.of());
        return new Checkpoint(
                Uuid.ZERO_UUID,
                none,
                true,
                true,
                -1,
                Watermark.NONE,
                Watermark.NONE,
                WindowLengths.always(windowMs),
                0,
                List.of());
    }

    /** The drain that it is of. */
    public DrainId drain() {
        return lineage.own();
    }

    /** Whether it is of a topic that certainly is not {@code topic}. */
    public boolean isOfAnother(Uuid topic) {
        return !source.equals(topic) && !source.equals(Uuid.ZERO_UUID) && !topic.equals(Uuid.ZERO_UUID);
    }

    byte[] encode(AvroBuffer scratch) {
        scratch.clear();
        scratch.writeLong(StateVersion.CURRENT);
        scratch.writeLong(source.getMostSignificantBits());
        scratch.writeLong(source.getLeastSignificantBits());
        write(lineage, scratch);
        scratch.writeLong(inTransaction ? 1 : 0);
        scratch.writeLong(transactional ? 1 : 0);
        scratch.writeLong(processedUpTo);
        scratch.writeLong(watermark);
        scratch.writeLong(previousWatermark);
        scratch.writeLong(windows.spans().size());
        for (WindowLengths.Span span : windows.spans()) {
            scratch.writeLong(span.from());
            scratch.writeLong(span.windowMs());
        }
        scratch.writeLong(selection);
        scratch.writeLong(emitted.size());
        for (EmittedBatch batch : emitted) {
            batch.key().writeTo(scratch);
            scratch.writeLong(batch.firstOffset());
            scratch.writeLong(batch.lastOffset() - batch.firstOffset());
            scratch.writeLong(batch.events());
            scratch.writeLong(batch.digest());
            scratch.writeLong(batch.reason().ordinal());
            scratch.writeLong(batch.stored() ? 1 : 0);
            scratch.writeLong(batch.proof().ordinal());
        }
        return scratch.toByteArray();
    }

    private static void write(Lineage lineage, AvroBuffer scratch) {
        write(lineage.end(), scratch);
        write(lineage.base(), scratch);
        scratch.writeLong(lineage.openChunks());
        scratch.writeLong(lineage.inherited().size());
        lineage.inherited().forEach(last -> write(last, scratch));
    }

    private static void write(Segment.Id segment, AvroBuffer scratch) {
        write(segment.drain(), scratch);
        scratch.writeLong(segment.part());
    }

    private static void write(DrainId drain, AvroBuffer scratch) {
        scratch.writeLong(drain.life());
        scratch.writeLong(drain.number());
    }

    static Checkpoint decode(byte[] stored) {
        AvroCursor in = new AvroCursor().over(stored, 0, stored.length);
        try {
            StateVersion.require(in.readLong(), "marker");
            Uuid source = new Uuid(in.readLong(), in.readLong());
            Lineage lineage = readLineage(in);
            boolean inTransaction = in.readLong() == 1;
            boolean transactional = in.readLong() == 1;
            long processedUpTo = in.readLong();
            long watermark = in.readLong();
            long previousWatermark = in.readLong();
            WindowLengths windows = readWindows(in);
            long selection = in.readLong();
            int count = in.readInt();
            List<EmittedBatch> emitted = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                emitted.add(readBatch(in));
            }
            return new Checkpoint(
                    source,
                    lineage,
                    inTransaction,
                    transactional,
                    processedUpTo,
                    watermark,
                    previousWatermark,
                    windows,
                    selection,
                    emitted);
        } catch (MalformedAvroException e) {
            throw new IllegalStateException("The stored marker is damaged", e);
        }
    }

    private static Lineage readLineage(AvroCursor in) throws MalformedAvroException {
        Segment.Id end = readSegment(in);
        Segment.Id base = readSegment(in);
        long openChunks = in.readLong();
        int count = in.readInt();
        List<DrainId> inherited = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inherited.add(readDrain(in));
        }
        return new Lineage(end, base, openChunks, inherited);
    }

    private static Segment.Id readSegment(AvroCursor in) throws MalformedAvroException {
        return new Segment.Id(readDrain(in), in.readInt());
    }

    private static DrainId readDrain(AvroCursor in) throws MalformedAvroException {
        return new DrainId(in.readLong(), in.readLong());
    }

    private static WindowLengths readWindows(AvroCursor in) throws MalformedAvroException {
        int count = in.readInt();
        List<WindowLengths.Span> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spans.add(new WindowLengths.Span(in.readLong(), in.readLong()));
        }
        return new WindowLengths(spans);
    }

    private static EmittedBatch readBatch(AvroCursor in) throws MalformedAvroException {
        BatchKey key = BatchKey.read(in);
        long first = in.readLong();
        long last = first + in.readLong();
        int events = in.readInt();
        long digest = in.readLong();
        CloseReason reason = CloseReason.at(in.readInt());
        boolean stored = in.readLong() == 1;
        return new EmittedBatch(
                key, first, last, events, digest, reason, stored, EmittedBatch.Proof.values()[in.readIndex(3)]);
    }

    /**
     * Which segments of the state a marker builds on: from one on those of its own life up to itself, and those of the lives before
     * that it took over.
     *
     * @param end the first one that the marker's own drain did not write
     * @param base what is older counts no more
     * @param openChunks the sum of {@link ChunkKey#digest} over all chunks of open batches; only when just these are there, a
     *     marker counts
     * @param inherited the last drain that counts of each life before
     */
    record Lineage(Segment.Id end, Segment.Id base, long openChunks, List<DrainId> inherited) {
        Lineage {
            inherited = List.copyOf(inherited);
        }

        /** The drain that wrote the marker. */
        DrainId own() {
            return end.drain();
        }

        /** How many segments of its own drain it builds on. */
        int ownSegments() {
            return base.drain().equals(own()) ? end.part() - base.part() : end.part();
        }

        boolean includes(Segment.Id segment) {
            DrainId drain = segment.drain();
            return segment.compareTo(base) >= 0
                    && (isUpTo(drain, own()) || inherited.stream().anyMatch(last -> isUpTo(drain, last)));
        }

        private static boolean isUpTo(DrainId drain, DrainId last) {
            return drain.life() == last.life() && drain.number() <= last.number();
        }
    }
}
