// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.bed.SubjectJvm;
import io.millrace.bench.bed.SubjectProcess;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.pairs.Contestant;
import io.millrace.bench.pairs.Entrant;
import io.millrace.bench.pairs.TurnProcess;
import io.millrace.bench.subject.Spec;
import io.millrace.local.process.Trees;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * A subject in a JVM of its own, on one data set.
 *
 * @param classPath of the subject
 * @param subject its class
 * @param settings what it is told beside the usual
 */
public record JvmRun(String name, String classPath, String subject, DataSet on, Map<String, String> settings)
        implements Row, Entrant {
    private static final double MILLION = 1e6;

    public JvmRun {
        settings = Map.copyOf(settings);
    }

    @Override
    public List<DataSet> data() {
        return List.of(on);
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        String run = nextRun(bed);
        try {
            return figures(new SubjectProcess(bed, run, classPath, subject).run(spec(bed, run)));
        } finally {
            delete(bed, run);
        }
    }

    @Override
    public Contestant enter(TestBed bed) throws Exception {
        String run = nextRun(bed);
        return TurnProcess.start(new SubjectJvm(bed, run, classPath, subject), spec(bed, run), () -> delete(bed, run));
    }

    private String nextRun(TestBed bed) throws ExecutionException, InterruptedException {
        String run = bed.nextRun(name);
        bed.topics().create(run + ".out", on.partitions());
        bed.topics().create(run + ".dlq", on.partitions());
        return run;
    }

    private static void delete(TestBed bed, String run) throws ExecutionException, InterruptedException {
        Trees.delete(bed.runFolder(run));
        bed.topics().deleteAll(run);
    }

    private Spec spec(TestBed bed, String run) {
        Map<String, String> values = new TreeMap<>();
        values.put(Spec.BOOTSTRAP_SERVERS, bed.bootstrapServers());
        values.put(Spec.TOPIC, on.topic());
        values.put(Spec.EVENTS, Long.toString(bed.pace().events(on.events())));
        values.put(Spec.EVENT_BYTES, Integer.toString(on.eventBytes()));
        values.put(Spec.SINK_TOPIC, run + ".out");
        values.put(Spec.RUN, run);
        values.put(Spec.FOLDER, bed.runFolder(run).toString());
        values.put(Spec.WARM_MS, Long.toString(bed.pace().warm().toMillis()));
        values.put(Spec.MEASURE_MS, Long.toString(bed.pace().measure().toMillis()));
        values.putAll(settings);
        return new Spec(values);
    }

    private Figures figures(SubjectProcess.Result result) {
        double events = result.figure("events");
        if (events <= 0) {
            return nothing(result);
        }
        double seconds = result.figure("nanos") / 1e9;
        double compiler = result.figure("compilerNanos") / 1e9;
        double cpu = result.figure("cpuNanos") / 1e9 - compiler;
        double inputBytes = events * on.eventBytes();
        Figures.Builder figures = Figures.builder()
                .with(Figure.EVENTS_PER_SECOND, events / seconds)
                .with(Figure.MEGABYTES_PER_SECOND, inputBytes / seconds / MILLION)
                .with(Figure.CPU_SECONDS_PER_MILLION, cpu / events * MILLION)
                .with(Figure.EVENTS_PER_CPU_SECOND, events / cpu)
                .with(Figure.BROKER_CPU_SECONDS_PER_MILLION, result.brokerCpuSeconds() / events * MILLION)
                .with(Figure.EVENT_BYTES, on.eventBytes())
                .with(Figure.GC_SHARE, result.figure("gcMillis") / 1e3 / seconds)
                .with(Figure.COMPILER_SHARE, compiler / (cpu + compiler))
                .with(Figure.PEAK_RSS_MEGABYTES, result.figure("peakRssBytes") / MILLION);
        if (result.figure("workingEvents") > 0) {
            figures.with(
                    Figure.ALLOCATED_BYTES_PER_EVENT, result.figure("allocatedBytes") / result.figure("workingEvents"));
        }
        if (result.has("changelogBytes")) {
            figures.with(Figure.CHANGELOG_BYTES_PER_INPUT_BYTE, result.figure("changelogBytes") / inputBytes);
        }
        if (result.has("sinkRecords")) {
            figures.with(Figure.SINK_RECORDS_PER_EVENT, result.figure("sinkRecords") / events);
        }
        return figures.build();
    }

    /** The events ran out, or none was committed, before the clock had started: no rate makes sense. */
    private static Figures nothing(SubjectProcess.Result result) {
        return Figures.builder()
                .with(Figure.PEAK_RSS_MEGABYTES, result.figure("peakRssBytes") / MILLION)
                .build();
    }
}
