// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** What the store of one rollup has of one partition. Times are epoch milliseconds. */
public interface PartitionWindows {
    int partition();

    /** The start of the latest window that has a key. */
    OptionalLong latest();

    /** Gives each key and its value, as they are stored, of the window that starts then. */
    void visit(long windowStart, BiConsumer<byte[], byte[]> visitor);

    /** Whether the windows that end then have closed. */
    boolean isClosed(long windowEnd);
}
