// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One event of 200 bytes through the batch stage over RocksDB, with its share of closing batches and of commits. Nothing
 * is logged, as there is no broker. {@link PutBench} is the baseline.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StoreBench {
    @Param({"100", "5000", "20000"})
    public int events;

    /** Events between two commits; 0 for no commit, so that the heap is all there is. */
    @Param({"0", "3000"})
    public int commitEvery;

    private RocksStore rocks;
    private Stage stage;
    private int sinceCommit;

    @Setup
    public void open() {
        rocks = RocksStore.open();
        stage = new Stage(rocks.context(), rocks.store(), events);
    }

    @TearDown
    public void close() {
        stage.close();
        rocks.close();
    }

    @Benchmark
    public Object event() {
        stage.process();
        if (++sinceCommit == commitEvery) {
            sinceCommit = 0;
            stage.commit();
        }
        return stage.lastBatch();
    }
}
