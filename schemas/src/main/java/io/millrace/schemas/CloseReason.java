// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/** Why a batch was closed. The order is the Avro enum's and never changes. */
public enum CloseReason {
    /** It held as many events as it may. */
    EVENTS,
    /** The next event would have exceeded its bytes. */
    BYTES,
    /** The watermark passed the end of its window plus grace. */
    WINDOW,
    /** Its oldest event had waited long enough, by the wall clock. */
    AGE,
    /** It was the oldest of more open batches than the heap has room for (buffer.max.bytes). */
    HEAP;

    private static final CloseReason[] VALUES = values();

    /** The reason at Avro position {@code index}; throws {@link MalformedAvroException} when there is none. */
    public static CloseReason at(int index) throws MalformedAvroException {
        if (index < 0 || index >= VALUES.length) {
            throw new MalformedAvroException("no close reason has index " + index);
        }
        return VALUES[index];
    }
}
