// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.SubjectJvm;
import io.millrace.bench.bed.SubjectProcess;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.clients.ConsumerSubject;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.pairs.Contestant;
import io.millrace.bench.pairs.Entrant;
import io.millrace.bench.pairs.TurnProcess;
import io.millrace.bench.subject.Spec;
import io.millrace.local.process.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A raw consumer reads a state topic once, as cold as an application that restores from it. */
record StateTopicRun(String name, RestoredState state) implements Row, Entrant {

    @Override
    public List<DataSet> data() {
        return List.of(state.data());
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        state.prepare(bed);
        String run = bed.nextRun(name);
        long records = bed.topics().end(state.stateTopic(), state.data().partitions());
        try {
            SubjectProcess.Result result = new SubjectProcess(
                            bed, run, ClassPaths.ours(), ConsumerSubject.class.getName())
                    .run(spec(bed, run, records));
            return RestoredState.figures(result, "fetchedBytes", "nanos");
        } finally {
            Trees.delete(bed.runFolder(run));
        }
    }

    /** Where the topic ends, it reads it again. */
    @Override
    public Contestant enter(TestBed bed) throws Exception {
        state.prepare(bed);
        String run = bed.nextRun(name);
        return TurnProcess.start(
                new SubjectJvm(bed, run, ClassPaths.ours(), ConsumerSubject.class.getName()),
                spec(bed, run, Long.MAX_VALUE),
                () -> Trees.delete(bed.runFolder(run)));
    }

    private Spec spec(TestBed bed, String run, long records) {
        Map<String, String> values =
                new HashMap<>(state.spec(bed, bed.runFolder(run), records).values());
        values.put(Spec.TOPIC, state.stateTopic());
        values.put(Spec.RUN, run);
        return new Spec(values);
    }
}
