// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.model.Window;
import io.millrace.bench.subject.PeakMemory;
import io.millrace.local.process.Trees;
import io.millrace.local.server.ConnectServer;
import io.millrace.operations.connect.ConnectWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A connector alone on a fresh worker. */
record SinkRun(String name, Sink sink, SinkInput input) implements Row {
    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        S3Bed s3 = S3Bed.of(bed);
        long events = s3.require(input);
        String run = bed.nextRun(name);
        Path objects = s3.objects(sink.bucket(), run);
        try (ConnectServer worker = s3.worker(sink.plugins());
                CommitWatch deliveries = new CommitWatch(bed, worker, run, input, events)) {
            new ConnectWorker(worker.url().toString()).put(run, sink.config(s3, input, run));
            Window window = deliveries.watch();
            requireObjects(objects, deliveries.delivered());
            return window.figures(
                    S3Runs.EVENT_BYTES, PeakMemory.bytes(worker.pid().orElse(0)));
        } finally {
            Trees.delete(objects);
        }
    }

    /** A sink that commits what it has only buffered is an object behind in each partition, and may overwrite its first. */
    private static void requireObjects(Path folder, long delivered) throws IOException {
        long objects = 0;
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                objects = all.filter(Files::isRegularFile).count();
            }
        }
        if (objects < delivered / S3Runs.BATCH_EVENTS - 2 * S3Runs.PARTITIONS) {
            throw new IllegalStateException(
                    "%,d events are committed, but in %s are %,d objects".formatted(delivered, folder, objects));
        }
    }
}
