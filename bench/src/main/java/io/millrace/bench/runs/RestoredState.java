// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.SubjectProcess;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.streams.StreamsSubject;
import io.millrace.bench.subject.Spec;
import io.millrace.local.process.Trees;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * An application of Millrace that has read all of a data set, has all of it in batches that are still open, and has stopped.
 * It is made on the first call and left as it is by whoever restores it.
 */
final class RestoredState {
    private static final String NO_LIMIT = "1000000";
    private static final double MILLION = 1e6;

    private final String application;
    private final DataSet data;
    private TestBed madeOn;

    RestoredState(String application, DataSet data) {
        this.application = application;
        this.data = data;
    }

    DataSet data() {
        return data;
    }

    String stateTopic() {
        return application + ".bench-open-batches-changelog";
    }

    /** Makes it, unless it is there. */
    void prepare(TestBed bed) throws Exception {
        if (madeOn == bed) {
            return;
        }
        bed.topics().create(application + ".out", data.partitions());
        bed.topics().create(application + ".dlq", data.partitions());
        Path folder = bed.runFolder(application);
        try {
            new SubjectProcess(bed, application, ClassPaths.ours(), StreamsSubject.class.getName())
                    .run(spec(bed, folder, bed.pace().events(data.events())));
        } finally {
            Trees.delete(folder);
        }
        madeOn = bed;
    }

    /** The figures of a process that fetched so many bytes of the state topic in so many nanoseconds. */
    static Figures figures(SubjectProcess.Result result, String bytes, String nanos) {
        double seconds = result.figure(nanos) / 1e9;
        double megabytes = result.figure(bytes) / MILLION;
        return Figures.builder()
                .with(Figure.MEGABYTES_PER_SECOND, megabytes / seconds)
                .with(Figure.MEGABYTES, megabytes)
                .with(Figure.SECONDS, seconds)
                .with(Figure.PEAK_RSS_MEGABYTES, result.figure("peakRssBytes") / MILLION)
                .build();
    }

    /** For this application; {@code processed} ends the measurement, however long it takes. */
    Spec spec(TestBed bed, Path folder, long processed) {
        Map<String, String> values = new HashMap<>(OpenBatchRuns.neverClosing());
        values.put("work", "millrace");
        // One that was killed is a member of the group until then, and the next one waits for it.
        values.put("millrace.kafka.consumer.session.timeout.ms", "6000");
        values.put("millrace.kafka.consumer.heartbeat.interval.ms", "2000");
        values.put(Spec.BOOTSTRAP_SERVERS, bed.bootstrapServers());
        values.put(Spec.RUN, application);
        values.put(Spec.TOPIC, data.topic());
        values.put(Spec.SINK_TOPIC, application + ".out");
        values.put(Spec.FOLDER, folder.toString());
        values.put(Spec.BATCH_EVENTS, NO_LIMIT);
        // The clock starts with the first record, not with the process.
        values.put(Spec.WARM_MS, "1");
        values.put(Spec.MEASURE_MS, "120000");
        values.put(Spec.EVENTS, Long.toString(processed));
        return new Spec(values);
    }
}
