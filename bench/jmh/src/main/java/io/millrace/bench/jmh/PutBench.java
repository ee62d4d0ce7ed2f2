// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** R0: one event of 200 bytes put into RocksDB as an entry of its own, and never read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PutBench {
    private static final int EVENT_BYTES = 200;
    /** Then the keys begin anew, so that the store does not grow for as long as this runs. */
    private static final long KEYS = 100_000;

    private byte[][] values;
    private RocksStore rocks;

    @Setup
    public void open() {
        values = Events.avro(EVENT_BYTES);
        rocks = RocksStore.open();
    }

    @TearDown
    public void close() {
        rocks.close();
    }

    @Benchmark
    public void put() {
        long offset = rocks.context().nextOffset();
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(offset % KEYS).array();
        rocks.store().put(Bytes.wrap(key), values[(int) (offset % values.length)]);
    }
}
