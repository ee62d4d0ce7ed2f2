// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import java.nio.ByteBuffer;

/** How batches written by hand look: a count, then each event with its length before it. */
final class BatchLayout {
    static final int COUNT_BYTES = Integer.BYTES;
    static final int LENGTH_BYTES = Integer.BYTES;

    private BatchLayout() {}

    static ByteBuffer add(ByteBuffer batch, byte[] event) {
        return batch.putInt(event.length).put(event);
    }
}
