package io.millrace.bench.s3;

import io.millrace.bench.Figures;
import io.millrace.bench.Run;
import io.millrace.bench.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.subject.PeakMemory;
import io.millrace.local.server.ConnectServer;
import java.util.List;

/** A connector alone on a fresh worker. */
record SinkRun(String name, Sink sink, SinkInput input) implements Run {
    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        S3Bed s3 = S3Bed.of(bed);
        long events = s3.require(input);
        String run = bed.nextRun(name);
        try (ConnectServer worker = s3.worker(sink.plugins());
                Deliveries deliveries = new Deliveries(bed, worker, run, input, events)) {
            worker.putConnector(run, sink.config(s3, input, run));
            Window window = deliveries.watch();
            requireObjects(s3, run, deliveries.delivered());
            return window.figures(
                    S3Runs.EVENT_BYTES, PeakMemory.bytes(worker.pid().orElse(0)));
        } finally {
            s3.forget(run);
        }
    }

    /** A sink that commits what it has only buffered may be an object behind in each partition. */
    private static void requireObjects(S3Bed s3, String run, long delivered) throws Exception {
        long objects = s3.objects(run);
        if (objects < delivered / S3Runs.BATCH_EVENTS - S3Runs.PARTITIONS) {
            throw new IllegalStateException(
                    "%s has committed %,d events, but there are %,d objects".formatted(run, delivered, objects));
        }
    }
}
