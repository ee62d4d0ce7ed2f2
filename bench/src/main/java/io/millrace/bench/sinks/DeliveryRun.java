// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.SubjectJvm;
import io.millrace.bench.bed.SubjectProcess;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.model.Window;
import io.millrace.bench.pairs.Contestant;
import io.millrace.bench.pairs.Entrant;
import io.millrace.bench.pairs.TurnProcess;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import io.millrace.local.process.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that writes to a server, in a JVM of its own and without a topic.
 *
 * @param loader null for the target's sink
 */
public record DeliveryRun(String name, Class<? extends Crew.Hiring> loader, SinkTarget target) implements Row, Entrant {
    public static final int EVENT_BYTES = 250;
    /** Of the loaders, and of the sink at most. */
    static final int CONNECTIONS = 4;

    public static DeliveryRun sink(String name, SinkTarget target) {
        return new DeliveryRun(name, null, target);
    }

    public static DeliveryRun loader(String name, Class<? extends Crew.Hiring> loader, SinkTarget target) {
        return new DeliveryRun(name, loader, target);
    }

    /** The class that a process of it runs. */
    public String subject() {
        Class<? extends Subject> subject = loader == null ? SinkSubject.class : Crew.class;
        return subject.getName();
    }

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        String run = bed.nextRun(name);
        try {
            SubjectProcess.Result result =
                    new SubjectProcess(bed, run, ClassPaths.ours(), subject()).run(spec(bed, run));
            requireThere(bed, run, (long) result.figure("events"));
            return new Window(
                            result.figure("events"),
                            result.figure("nanos") / 1e9,
                            (result.figure("cpuNanos") - result.figure("compilerNanos")) / 1e9,
                            result.brokerCpuSeconds())
                    .figures(EVENT_BYTES, (long) result.figure("peakRssBytes"));
        } finally {
            remove(bed, run);
        }
    }

    private void requireThere(TestBed bed, String run, long delivered) throws Exception {
        long there = target.count(bed, run);
        if (there < delivered) {
            throw new IllegalStateException(
                    "%,d events are said to be delivered, but %,d are there".formatted(delivered, there));
        }
    }

    @Override
    public Contestant enter(TestBed bed) throws Exception {
        String run = bed.nextRun(name);
        return TurnProcess.start(
                new SubjectJvm(bed, run, ClassPaths.ours(), subject()), spec(bed, run), () -> remove(bed, run));
    }

    private void remove(TestBed bed, String run) throws Exception {
        Trees.delete(bed.runFolder(run));
        bed.topics().deleteAll(run);
        target.remove(bed, run);
    }

    /** Makes what the run needs, and tells the subject of it. */
    public Spec spec(TestBed bed, String run) throws Exception {
        target.make(bed, run);
        Map<String, String> settings = new HashMap<>(SinkSettings.of(bed, run));
        settings.putAll(target.settings(bed, run));
        Map<String, String> values = new HashMap<>(SinkSettings.spec(target.task(), settings));
        values.putAll(target.spec(bed, run));
        bed.topics().create(SinkSettings.batches(run), 1);
        bed.topics().create(SinkSettings.deadLetters(run), 1);
        values.put(Spec.TOPIC, SinkSettings.batches(run));
        if (loader != null) {
            values.put(Crew.HIRING, loader.getName());
        }
        values.put(Spec.RUN, run);
        values.put(Spec.FOLDER, bed.runFolder(run).toString());
        values.put(Spec.EVENTS, Long.toString(Long.MAX_VALUE));
        values.put(Spec.WARM_MS, Long.toString(bed.pace().warm().toMillis()));
        values.put(Spec.MEASURE_MS, Long.toString(bed.pace().measure().toMillis()));
        values.put(Spec.BATCH_EVENTS, Integer.toString(target.batchEvents()));
        values.put(Spec.EVENT_BYTES, Integer.toString(EVENT_BYTES));
        values.put(Spec.THREADS, Integer.toString(CONNECTIONS));
        return new Spec(values);
    }
}
