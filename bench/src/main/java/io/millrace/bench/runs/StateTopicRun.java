// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.SubjectProcess;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.clients.ConsumerSubject;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Run;
import io.millrace.bench.subject.Spec;
import io.millrace.local.process.Trees;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A raw consumer reads a state topic once, as cold as an application that restores from it. */
record StateTopicRun(String name, RestoredState state) implements Run {

    @Override
    public List<DataSet> data() {
        return List.of(state.data());
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        state.prepare(bed);
        String run = bed.nextRun(name);
        Path folder = bed.site().data("runs").resolve(run);
        long records = bed.topics().end(state.stateTopic(), state.data().partitions());
        Map<String, String> values =
                new HashMap<>(state.spec(bed, folder, records).values());
        values.put(Spec.TOPIC, state.stateTopic());
        values.put(Spec.RUN, run);
        try {
            SubjectProcess.Result result = new SubjectProcess(
                            bed, run, ClassPaths.ours(), ConsumerSubject.class.getName())
                    .run(new Spec(values));
            return RestoredState.figures(result, "fetchedBytes", "nanos");
        } finally {
            Trees.delete(folder);
        }
    }
}
