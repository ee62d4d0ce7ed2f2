// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.SubjectProcess;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Run;
import io.millrace.bench.streams.RestoreSubject;
import io.millrace.local.process.Trees;
import java.nio.file.Path;
import java.util.List;

/** An application comes back without its folder and has nothing new to read: how fast is its state there again? */
record RestoreRun(String name, RestoredState state) implements Run {
    private static final int RESTORED = 2;

    @Override
    public List<DataSet> data() {
        return List.of(state.data());
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        state.prepare(bed);
        String run = bed.nextRun(name);
        Path folder = bed.site().data("runs").resolve(run);
        try {
            SubjectProcess.Result result = new SubjectProcess(
                            bed, run, ClassPaths.ours(), RestoreSubject.class.getName())
                    .run(state.spec(bed, folder, RESTORED));
            return RestoredState.figures(result, RestoreSubject.BYTES, RestoreSubject.NANOS);
        } finally {
            Trees.delete(folder);
        }
    }
}
