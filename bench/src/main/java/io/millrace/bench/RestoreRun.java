package io.millrace.bench;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.streams.RestoreSubject;
import io.millrace.local.Trees;
import java.nio.file.Path;
import java.util.List;

/** An application comes back without its folder and has nothing new to read: how fast is its state there again? */
record RestoreRun(String name, StoredState state) implements Run {
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
            return StoredState.figures(result, RestoreSubject.BYTES, RestoreSubject.NANOS);
        } finally {
            Trees.delete(folder);
        }
    }
}
