// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.schemas.AvroBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes as a key of a map. One that is asked for may be a view of a buffer; one that stays is a {@link #copy}. */
final class PartialKey {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private byte[] bytes = {};
    private int length;
    private int hash;

    /** Is what {@code buffer} holds now, until that changes. */
    PartialKey over(AvroBuffer buffer) {
        bytes = buffer.bytes();
        length = buffer.size();
        hash = hash();
        return this;
    }

    PartialKey copy() {
        PartialKey copy = new PartialKey();
        copy.bytes = Arrays.copyOf(bytes, length);
        copy.length = length;
        copy.hash = hash;
        return copy;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private int hash() {
        long mixed = length;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            mixed = Long.rotateLeft((mixed ^ (long) LONGS.get(bytes, at)) * MIX, 29);
        }
        for (; at < length; at++) {
            mixed = (mixed ^ bytes[at]) * MIX;
        }
        return (int) (mixed >>> 32);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartialKey key
                && hash == key.hash
                && Arrays.equals(bytes, 0, length, key.bytes, 0, key.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
