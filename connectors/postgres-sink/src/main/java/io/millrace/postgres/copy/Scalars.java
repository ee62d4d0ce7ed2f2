// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;

/** Writers of values that are no longer than a machine word, or that are copied as they are. */
final class Scalars {
    static final ColumnWriter BOOLEAN = (in, out) -> {
        out.writeInt(1);
        out.write(in.readByte() == 0 ? 0 : 1);
    };

    static final ColumnWriter SMALLINT = (in, out) -> {
        long value = in.readLong();
        if (value != (short) value) {
            throw UnfitValueException.outOfRange("smallint");
        }
        out.writeInt(Short.BYTES);
        out.writeShort((short) value);
    };

    static final ColumnWriter INTEGER = (in, out) -> {
        long value = in.readLong();
        if (value != (int) value) {
            throw UnfitValueException.outOfRange("integer");
        }
        out.writeInt(Integer.BYTES);
        out.writeInt((int) value);
    };

    static final ColumnWriter BIGINT = (in, out) -> {
        long value = in.readLong();
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    };

    static final ColumnWriter FLOAT = (in, out) -> {
        int bits = (int) littleEndian(in, Float.BYTES);
        out.writeInt(Float.BYTES);
        out.writeInt(bits);
    };

    static final ColumnWriter FLOAT_AS_DOUBLE = (in, out) -> {
        double value = Float.intBitsToFloat((int) littleEndian(in, Float.BYTES));
        out.writeInt(Double.BYTES);
        out.writeLong(Double.doubleToRawLongBits(value));
    };

    static final ColumnWriter DOUBLE = (in, out) -> {
        long bits = littleEndian(in, Double.BYTES);
        out.writeInt(Double.BYTES);
        out.writeLong(bits);
    };

    /** Bytes too: what differs is what the server makes of them. */
    static final ColumnWriter TEXT = (in, out) -> copy(in, in.readLength(), out);

    static final ColumnWriter UUID_TEXT = (in, out) -> {
        int length = in.readLength();
        int from = in.position();
        in.skip(length);
        uuid(in.bytes(), from, length, out);
    };

    private static final int UUID_LENGTH = 36;
    private static final int UUID_BYTES = 16;

    private Scalars() {}

    static void copy(AvroCursor in, int length, CopyBuffer out) throws MalformedAvroException {
        int from = in.position();
        in.skip(length);
        out.writeBytes(in.bytes(), from, length);
    }

    private static long littleEndian(AvroCursor in, int bytes) throws MalformedAvroException {
        int from = in.position();
        in.skip(bytes);
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (in.bytes()[from + i] & 0xffL);
        }
        return value;
    }

    private static void uuid(byte[] text, int from, int length, CopyBuffer out) throws UnfitValueException {
        if (length != UUID_LENGTH) {
            throw noUuid();
        }
        out.writeInt(UUID_BYTES);
        int at = from;
        for (int i = 0; i < UUID_BYTES; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                if (text[at++] != '-') {
                    throw noUuid();
                }
            }
            int high = Character.digit(text[at++], 16);
            int low = Character.digit(text[at++], 16);
            if (high < 0 || low < 0) {
                throw noUuid();
            }
            out.write(high << 4 | low);
        }
    }

    private static UnfitValueException noUuid() {
        return new UnfitValueException("22P02", "invalid text representation of uuid");
    }
}
