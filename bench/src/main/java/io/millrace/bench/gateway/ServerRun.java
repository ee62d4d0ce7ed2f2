// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.SubjectJvm;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.pairs.Contestant;
import io.millrace.bench.pairs.Entrant;
import io.millrace.bench.pairs.TurnProcess;
import io.millrace.bench.subject.Spec;
import io.millrace.config.MillraceConfig;
import io.millrace.local.process.Trees;
import java.util.List;
import java.util.Map;

/**
 * A server that takes events over HTTP, under as many requests as it answers.
 *
 * @param items events of a request
 */
record ServerRun(String name, Class<? extends ServerSubject> subject, int items) implements Entrant {
    private static final int EVENT_BYTES = 1_000;
    private static final int PARTITIONS = 4;

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Contestant enter(TestBed bed) throws Exception {
        String run = bed.nextRun(name);
        Spec spec = spec(bed, run);
        bed.topics().create(config(spec).pipeline(run).sourceTopic(), PARTITIONS);
        SubjectJvm jvm = new SubjectJvm(bed, run, ClassPaths.ours(), subject.getName());
        return TurnProcess.start(jvm, spec, () -> {
            Trees.delete(bed.runFolder(run));
            bed.topics().deleteAll(run);
        });
    }

    Spec spec(TestBed bed, String run) {
        return new Spec(Map.of(
                Spec.BOOTSTRAP_SERVERS, bed.bootstrapServers(),
                Spec.RUN, run,
                Spec.FOLDER, bed.runFolder(run).toString(),
                Spec.EVENTS, Long.toString(Long.MAX_VALUE),
                Spec.EVENT_BYTES, Integer.toString(EVENT_BYTES),
                ServerSubject.ITEMS, Integer.toString(items)));
    }

    /** Of a gateway with one pipeline, named after the run, in the profile durability; it listens on free ports. */
    static MillraceConfig config(Spec spec) {
        return MillraceConfig.of(Map.of(
                MillraceConfig.BOOTSTRAP_SERVERS,
                spec.text(Spec.BOOTSTRAP_SERVERS),
                MillraceConfig.PIPELINES,
                spec.text(Spec.RUN),
                "pipelines." + spec.text(Spec.RUN) + ".format",
                "JSON",
                "profile",
                "durability",
                "gateway.port",
                "0",
                "http.port",
                "0"));
    }

    static String path(String pipeline) {
        return "/v1/pipelines/" + pipeline + "/events";
    }
}
