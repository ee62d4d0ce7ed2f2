// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.math.BigInteger;

/** Decimals as {@code numeric}: groups of four decimal digits, the first of weight 10000^weight. */
final class Numeric {
    private static final int GROUP = 10_000;
    private static final int GROUP_DIGITS = 4;
    private static final int NEGATIVE = 0x4000;
    private static final int MOST_SCALE = 0x3fff;
    private static final int HEADER_BYTES = 8;

    /** A long that may still be multiplied by a thousand. */
    private static final long SMALL = Long.MAX_VALUE / 1_000;

    private static final int[] POWERS = {1, 10, 100, 1_000};

    private Numeric() {}

    /** @param length in bytes, of the unscaled value at the cursor, two's complement, big-endian */
    static void write(AvroCursor in, int length, int scale, CopyBuffer out)
            throws MalformedAvroException, UnfitValueException {
        int from = in.position();
        in.skip(length);
        if (length == 0) {
            throw in.malformed("a decimal without bytes");
        }
        if (scale > MOST_SCALE) {
            throw UnfitValueException.outOfRange("numeric");
        }
        if (length <= Long.BYTES) {
            long value = in.bytes()[from];
            for (int i = 1; i < length; i++) {
                value = value << Byte.SIZE | (in.bytes()[from + i] & 0xff);
            }
            if (value >= -SMALL && value <= SMALL) {
                writeSmall(value, scale, out);
                return;
            }
        }
        writeLarge(new BigInteger(in.bytes(), from, length), scale, out);
    }

    /** Groups come last first, so they are counted, and then written from the end. */
    private static void writeSmall(long value, int scale, CopyBuffer out) {
        int padding = (GROUP_DIGITS - scale % GROUP_DIGITS) % GROUP_DIGITS;
        long rest = Math.abs(value) * POWERS[padding];
        int fraction = (scale + padding) / GROUP_DIGITS;
        while (rest != 0 && rest % GROUP == 0) {
            rest /= GROUP;
            fraction--;
        }
        int groups = 0;
        for (long left = rest; left != 0; left /= GROUP) {
            groups++;
        }
        header(groups, groups - 1 - fraction, value < 0, scale, out);
        long divisor = 1;
        for (int i = 1; i < groups; i++) {
            divisor *= GROUP;
        }
        for (; divisor > 0; divisor /= GROUP) {
            if (groups > 0) {
                out.writeShort((int) (rest / divisor % GROUP));
            }
        }
    }

    private static void writeLarge(BigInteger value, int scale, CopyBuffer out) throws UnfitValueException {
        int padding = (GROUP_DIGITS - scale % GROUP_DIGITS) % GROUP_DIGITS;
        String digits =
                value.abs().multiply(BigInteger.valueOf(POWERS[padding])).toString();
        int first = (digits.length() + GROUP_DIGITS - 1) / GROUP_DIGITS;
        int weight = first - 1 - (scale + padding) / GROUP_DIGITS;
        if (first > Short.MAX_VALUE || weight > Short.MAX_VALUE) {
            throw UnfitValueException.outOfRange("numeric");
        }
        header(first, weight, value.signum() < 0, scale, out);
        int end = digits.length() - (first - 1) * GROUP_DIGITS;
        int from = 0;
        for (int i = 0; i < first; i++) {
            out.writeShort(Integer.parseInt(digits, from, end, 10));
            from = end;
            end += GROUP_DIGITS;
        }
    }

    private static void header(int groups, int weight, boolean negative, int scale, CopyBuffer out) {
        out.writeInt(HEADER_BYTES + groups * Short.BYTES);
        out.writeShort(groups);
        out.writeShort(groups == 0 ? 0 : weight);
        out.writeShort(negative ? NEGATIVE : 0);
        out.writeShort(scale);
    }
}
