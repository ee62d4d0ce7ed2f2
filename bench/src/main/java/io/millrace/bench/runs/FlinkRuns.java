// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.pairs.PairRun;
import io.millrace.bench.subject.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The peer that makes the same batches with Flink, beside ours under the same guarantee. */
public final class FlinkRuns {
    private static final String SUBJECT = "io.millrace.bench.flink.FlinkSubject";
    /** By where Flink has its state. */
    private static final Map<String, Double> BOUNDS = new TreeMap<>(Map.of("heap", 1.8, "rocksdb", 1.8));

    private FlinkRuns() {}

    public static Scenario flink() {
        List<Run> runs = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        against("alos", "at_least_once", StreamRuns.usual(), runs, claims);
        against("eos", StreamRuns.EXACTLY_ONCE, GuaranteeRuns.exactlyOnce(), runs, claims);
        return new Scenario("flink", "What does a batch cost beside one that Flink makes?", runs, claims, List.of());
    }

    private static void against(String suffix, String guarantee, JvmRun ours, List<Run> runs, List<Claim> claims) {
        runs.add(ours);
        BOUNDS.forEach((state, bound) -> {
            JvmRun theirs = peer("flink-" + state + "-" + suffix, guarantee, state);
            PairRun beside = new PairRun(ours, theirs);
            runs.addAll(List.of(theirs, beside));
            claims.add(beside.atLeast(bound, "batching / Flink, %s, state on %s".formatted(guarantee, state)));
        });
    }

    private static JvmRun peer(String name, String guarantee, String state) {
        Map<String, String> settings =
                Map.of(Spec.GUARANTEE, guarantee, Spec.BATCH_EVENTS, "5000", "flink.state", state);
        return new JvmRun(name, ClassPaths.peer("flink"), SUBJECT, DataSet.PLAIN, settings);
    }
}
