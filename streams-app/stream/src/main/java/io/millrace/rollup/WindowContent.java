// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.stages.Rollup;
import io.millrace.schemas.RollupResult;

/** What the store of a rollup has for one key and window. */
public final class WindowContent {
    private WindowContent() {}

    /** As a result: final when the window has closed. {@code windowStart} is in epoch milliseconds. */
    public static RollupResult result(String pipeline, Rollup rollup, byte[] key, long windowStart, byte[] value) {
        Partial sum = new Partial(rollup.measures());
        sum.merge(value, 0);
        return new RollupResult(
                pipeline,
                rollup.name(),
                ShuffleRecords.parts(rollup, key),
                windowStart,
                windowStart + rollup.windowMs(),
                sum.count(),
                sum.bytes(),
                sum.minTimestamp(),
                sum.maxTimestamp(),
                sum.results());
    }

    /** How many events, without reading the rest. */
    public static long count(byte[] value) {
        return Partial.count(value, 0);
    }
}
