// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.SubjectJvm;
import io.millrace.bench.bed.SubjectProcess;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.pairs.Contestant;
import io.millrace.bench.pairs.Entrant;
import io.millrace.bench.pairs.TurnProcess;
import io.millrace.bench.streams.RestoreSubject;
import io.millrace.bench.subject.Spec;
import io.millrace.local.process.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An application comes back without its folder and has nothing new to read: how fast is its state there again? */
record RestoreRun(String name, RestoredState state) implements Row, Entrant {

    @Override
    public List<DataSet> data() {
        return List.of(state.data());
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        state.prepare(bed);
        String run = bed.nextRun(name);
        try {
            SubjectProcess.Result result = new SubjectProcess(
                            bed, run, ClassPaths.ours(), RestoreSubject.class.getName())
                    .run(first(bed, run));
            return RestoredState.figures(result, RestoreSubject.BYTES, RestoreSubject.NANOS);
        } finally {
            Trees.delete(bed.runFolder(run));
        }
    }

    @Override
    public Contestant enter(TestBed bed) throws Exception {
        state.prepare(bed);
        String run = bed.nextRun(name);
        return TurnProcess.start(
                new SubjectJvm(bed, run, ClassPaths.ours(), RestoreSubject.class.getName()),
                state.spec(bed, bed.runFolder(run), Long.MAX_VALUE),
                () -> Trees.delete(bed.runFolder(run)));
    }

    /** The clock starts with the process: what counts is what the subject itself says of its first restore. */
    private Spec first(TestBed bed, String run) {
        Map<String, String> values =
                new HashMap<>(state.spec(bed, bed.runFolder(run), 1).values());
        values.put(Spec.WARM_MS, "0");
        return new Spec(values);
    }
}
