// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.SubjectProcess;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.connectors.Input;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.model.Window;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import io.millrace.local.process.Trees;
import io.millrace.local.server.S3Server;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A loop of one thread as a run: no topic, and where it uploads, gone afterwards. */
record LoopRun(String name, Class<? extends Subject> loop) implements Row {
    static final String EVENT_BYTES = "event.bytes";

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        S3Bed s3 = S3Bed.of(bed);
        String run = bed.nextRun(name);
        Path folder = bed.runFolder(run);
        try {
            SubjectProcess.Result result =
                    new SubjectProcess(bed, run, ClassPaths.ours(), loop.getName()).run(spec(bed, s3, run, folder));
            return new Window(
                            result.figure("events"),
                            result.figure("nanos") / 1e9,
                            result.figure("cpuNanos") / 1e9,
                            result.brokerCpuSeconds())
                    .figures(S3Runs.EVENT_BYTES, (long) result.figure("peakRssBytes"));
        } finally {
            Trees.delete(folder);
            Trees.delete(s3.objects(S3Server.BUCKET, run));
        }
    }

    private static Spec spec(TestBed bed, S3Bed s3, String run, Path folder) {
        Map<String, String> values = new HashMap<>();
        values.put(Spec.RUN, run);
        values.put(Spec.FOLDER, folder.toString());
        values.put(Spec.EVENTS, Long.toString(Long.MAX_VALUE));
        values.put(Spec.WARM_MS, Long.toString(bed.pace().warm().toMillis()));
        values.put(Spec.MEASURE_MS, Long.toString(bed.pace().measure().toMillis()));
        values.put(Spec.BATCH_EVENTS, Integer.toString(Input.BATCH_EVENTS));
        values.put(EVENT_BYTES, Integer.toString(S3Runs.EVENT_BYTES));
        values.put(PutLoop.ENDPOINT, s3.server().endpoint().toString());
        return new Spec(values);
    }
}
