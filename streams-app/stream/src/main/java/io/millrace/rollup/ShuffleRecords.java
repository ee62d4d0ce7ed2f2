// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.stages.Rollup;
import io.millrace.group.PartitionKeys;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.RollupResult.Part;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of rollups on the repartition topic. The value begins with {@code 'R'}, then comes what it is:
 *
 * <ul>
 *   <li>{@code 'P'}: a partial; then the start of its slice and the {@link Partial}. The key is the rollup's name and the parts of the key,
 *       each in Avro's union of null and bytes.
 *   <li>{@code 'M'}: a mark; then the source partition, and its watermark. The key begins with 0, so with no name, and leads to
 *       the partition of the topic that the mark is for.
 * </ul>
 *
 * Numbers are as Avro writes them.
 */
public final class ShuffleRecords {
    private static final byte ROLLUP = 'R';
    private static final byte PARTIAL = 'P';
    private static final byte MARK = 'M';

    /** What comes before the number that follows. */
    private static final int TAGS = 2;

    private ShuffleRecords() {}

    /** Whether a record concerns {@code rollup}: a partial of it, or a mark. */
    public static boolean isFor(Rollup rollup, byte[] key, byte[] value) {
        return isOfRollups(value) && (isMark(value) || hasName(key, rollup.name()));
    }

    /** Whether a record of the repartition topic is one of these. */
    public static boolean isOfRollups(byte[] value) {
        return value.length > TAGS && value[0] == ROLLUP;
    }

    static boolean isMark(byte[] value) {
        return value[1] == MARK;
    }

    private static boolean hasName(byte[] key, String name) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        AvroCursor in = new AvroCursor().over(key, 0, key.length);
        try {
            int length = in.readLength();
            int from = in.position();
            if (length != ascii.length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (key[from + i] != ascii[i]) {
                    return false;
                }
            }
            return true;
        } catch (MalformedAvroException e) {
            throw new IllegalStateException("The key of a partial aggregate is damaged", e);
        }
    }

    /** Begins the value of a partial, which itself follows. */
    static void beginPartial(long sliceStart, AvroBuffer out) {
        out.writeRaw(new byte[] {ROLLUP, PARTIAL}, 0, TAGS);
        out.writeLong(sliceStart);
    }

    static byte[] mark(int sourcePartition, long watermark) {
        AvroBuffer out = new AvroBuffer(16);
        out.writeRaw(new byte[] {ROLLUP, MARK}, 0, TAGS);
        out.writeLong(sourcePartition);
        out.writeLong(watermark);
        return out.toByteArray();
    }

    /** Where the first number of a record begins. */
    static AvroCursor behindTags(byte[] value) {
        return new AvroCursor().over(value, TAGS, value.length);
    }

    /** One for each of so many partitions. */
    static List<byte[]> markKeys(int partitions) {
        return List.of(PartitionKeys.of(partitions, ShuffleRecords::markKey));
    }

    private static byte[] markKey(int nonce) {
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put((byte) 0)
                .putInt(nonce)
                .array();
    }

    /** The parts of the key of a partial of {@code rollup}. */
    static List<Part> parts(Rollup rollup, byte[] key) {
        AvroCursor in = new AvroCursor().over(key, 0, key.length);
        try {
            in.skip(in.readLength());
            List<Part> parts = new ArrayList<>();
            for (var subject : rollup.by()) {
                parts.add(new Part(subject.name(), in.readIndex(2) == 0 ? null : in.readString()));
            }
            return parts;
        } catch (MalformedAvroException e) {
            throw new IllegalStateException(
                    "Open windows of the rollup " + rollup.name()
                            + " were aggregated by another key; give it another name, and it starts anew",
                    e);
        }
    }
}
