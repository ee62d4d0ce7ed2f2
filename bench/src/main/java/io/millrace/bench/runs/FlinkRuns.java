// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Claim;
import io.millrace.bench.model.Run;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.subject.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The peer that makes the same batches with Flink, beside ours under the same guarantee. */
public final class FlinkRuns {
    private static final String SUBJECT = "io.millrace.bench.flink.FlinkSubject";
    private static final List<String> STATES = List.of("heap", "rocksdb");

    private FlinkRuns() {}

    public static Scenario flink() {
        List<Run> runs = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        against("alos", "at_least_once", StreamRuns.usual(), runs, claims);
        against("eos", "exactly_once_v2", GuaranteeRuns.exactlyOnce(), runs, claims);
        return new Scenario("flink", "What does a batch cost beside one that Flink makes?", runs, claims, List.of());
    }

    private static void against(String suffix, String guarantee, Run ours, List<Run> runs, List<Claim> claims) {
        runs.add(ours);
        for (String state : STATES) {
            String theirs = "flink-" + state + "-" + suffix;
            runs.add(peer(theirs, guarantee, state));
            claims.add(Claim.atLeast(
                            1.0,
                            "per CPU-second against Flink, %s, state on %s".formatted(guarantee, state),
                            CoreRuns.perCpuSecond(ours.name()),
                            CoreRuns.perCpuSecond(theirs))
                    .aimingAt(1.3));
        }
    }

    private static Run peer(String name, String guarantee, String state) {
        Map<String, String> settings =
                Map.of(Spec.GUARANTEE, guarantee, Spec.BATCH_EVENTS, "5000", "flink.state", state);
        return new JvmRun(name, ClassPaths.peer("flink"), SUBJECT, DataSet.PLAIN, settings);
    }
}
