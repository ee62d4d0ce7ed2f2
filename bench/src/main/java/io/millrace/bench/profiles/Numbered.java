// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.bench.data.Fill;

/** Clicks that bear a number: the last characters of their last field, a text, are its hexadecimal digits. */
final class Numbered {
    private static final int EVENT_BYTES = 200;
    private static final int DIGITS = 12;
    private static final int BITS = 4;

    private final byte[][] values;

    /** @param schemaId what the registry calls the schema of clicks */
    Numbered(int schemaId) {
        values = Fill.values(EVENT_BYTES, schemaId);
    }

    byte[] value(long number) {
        byte[] value = values[(int) (number % values.length)].clone();
        long rest = number;
        for (int i = value.length - 1; i >= value.length - DIGITS; i--) {
            value[i] = (byte) Character.forDigit((int) (rest & 0xf), 1 << BITS);
            rest >>>= BITS;
        }
        return value;
    }

    /** The number of the event whose value, with or without its prefix, ends before {@code end}. */
    static long of(byte[] bytes, int end) {
        long number = 0;
        for (int i = end - DIGITS; i < end; i++) {
            int digit = Character.digit(bytes[i], 1 << BITS);
            if (digit < 0) {
                throw new IllegalArgumentException("An event that bears no number");
            }
            number = number << BITS | digit;
        }
        return number;
    }
}
