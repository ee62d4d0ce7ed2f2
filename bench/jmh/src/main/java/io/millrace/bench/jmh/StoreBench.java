// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import io.millrace.drain.DrainedStores;
import io.millrace.drain.DrainedStores.OpenRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;
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
 * One event of 200 bytes through the batch stage over the files of a task, with its share of closing batches and of commits. Nothing
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

    private Path folder;
    private OpenRecords records;
    private Stage stage;
    private int sinceCommit;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("millrace-jmh");
        records = DrainedStores.files(folder.resolve("open-batches"));
        stage = new Stage(new StageContext<>(folder.toFile()), records.records(), events);
    }

    @TearDown
    public void close() throws Exception {
        stage.close();
        records.files().close();
        Utils.delete(folder.toFile());
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
