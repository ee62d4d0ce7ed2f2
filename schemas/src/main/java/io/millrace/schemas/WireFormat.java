// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/**
 * The Confluent wire format: magic byte 0, the schema id in four bytes, big-endian, then Avro binary. Source:
 * Confluent's Schema Registry documentation, "Wire format".
 */
public final class WireFormat {
    /** Bytes before the payload. */
    public static final int PREFIX_BYTES = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    /** Whether {@code value} is long enough and starts with the magic byte. */
    public static boolean isFramed(byte[] value) {
        return isFramed(value, 0, value.length);
    }

    /** The same of the value from {@code from} to {@code to}, not included. */
    public static boolean isFramed(byte[] bytes, int from, int to) {
        return to - from >= PREFIX_BYTES && bytes[from] == MAGIC;
    }

    /** The schema id of a {@linkplain #isFramed framed} value. */
    public static int schemaId(byte[] value) {
        return schemaId(value, 0);
    }

    /** The same of one that begins at {@code from}. */
    public static int schemaId(byte[] bytes, int from) {
        return (bytes[from + 1] & 0xff) << 24
                | (bytes[from + 2] & 0xff) << 16
                | (bytes[from + 3] & 0xff) << 8
                | (bytes[from + 4] & 0xff);
    }

    /** Writes the prefix for {@code schemaId} to the first five bytes of {@code target}. */
    public static void writePrefix(byte[] target, int schemaId) {
        target[0] = MAGIC;
        target[1] = (byte) (schemaId >>> 24);
        target[2] = (byte) (schemaId >>> 16);
        target[3] = (byte) (schemaId >>> 8);
        target[4] = (byte) schemaId;
    }

    /** {@code payload} with the prefix for {@code schemaId} before it, in a new array. */
    public static byte[] frame(int schemaId, byte[] payload) {
        byte[] framed = new byte[PREFIX_BYTES + payload.length];
        writePrefix(framed, schemaId);
        System.arraycopy(payload, 0, framed, PREFIX_BYTES, payload.length);
        return framed;
    }
}
