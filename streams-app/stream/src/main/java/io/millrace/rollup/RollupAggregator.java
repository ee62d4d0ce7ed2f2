// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.stages.Rollup;
import io.millrace.schemas.AvroBuffer;
import org.apache.kafka.streams.kstream.Aggregator;

/** Adds a partial to what a window has; what only moves time changes nothing. */
public final class RollupAggregator implements Aggregator<byte[], byte[], byte[]> {
    /** What a window has before anything is in it. */
    public static final byte[] EMPTY = {};

    private final Rollup rollup;

    public RollupAggregator(Rollup rollup) {
        this.rollup = rollup;
    }

    @Override
    public byte[] apply(byte[] key, byte[] value, byte[] soFar) {
        if (value.length == 0) {
            return soFar.length == 0 ? null : soFar;
        }
        if (soFar.length == 0) {
            return value;
        }
        Partial sum = new Partial(rollup.measures());
        sum.merge(soFar, 0);
        sum.merge(value, 0);
        AvroBuffer out = new AvroBuffer(soFar.length + 16);
        sum.write(out);
        return out.toByteArray();
    }
}
