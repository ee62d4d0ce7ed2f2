// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.runs;

import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Scenario;
import io.millrace.bench.pairs.PairRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the stages between decoding and batching cost, each beside none. */
public final class StageRuns {
    /** None holds, so that all are asked of every event. */
    private static final String RULES = String.join(
            " -> dead-letter; ",
            "status >= 500",
            "status = 404",
            "status in (401, 403)",
            "method in (\"PUT\", \"DELETE\") and status = 201",
            "user absent",
            "path = \"/login\"",
            "path in (\"/health\", \"/ready\", \"/metrics\")",
            "bytes >= 100000000",
            "header x-probe = \"1\"",
            "header x-tenant in (\"a\", \"b\") -> dead-letter");

    private StageRuns() {}

    public static Scenario stages() {
        JvmRun rules = with("rules", Map.of("routes", RULES));
        // Each event has an id of its own, and a window of event time is longer than all of them.
        JvmRun ids = with("dedup", Map.of("dedup.by", "id", "dedup.max.ids", "1000000"));
        JvmRun groups = with("groups", Map.of("group.by", "user"));
        JvmRun rollups = rollups();
        PairRun rollupsBesideGroups = new PairRun(rollups, groups);
        PairRun groupsBesideNone = new PairRun(groups, StreamRuns.usual());
        PairRun rulesBesideNone = new PairRun(rules, StreamRuns.usual());
        PairRun idsBesideNone = new PairRun(ids, StreamRuns.usual());
        return new Scenario(
                "stages",
                "What does it cost to ask ten rules where an event goes, whether one of the last million had its id, to batch by group, and two rollups of them?",
                List.of(
                        rules,
                        ids,
                        groups,
                        rollups,
                        StreamRuns.usual(),
                        rulesBesideNone,
                        idsBesideNone,
                        groupsBesideNone,
                        rollupsBesideGroups),
                List.of(
                        rulesBesideNone.atLeast(1 / 1.1, "batching with ten rules / without"),
                        rollupsBesideGroups.atLeast(1 / 1.35, "batching by group with two rollups / without"),
                        groupsBesideNone
                                .atLeast(1 / 2.2, "batching by 10,000 groups / by partition")
                                .knownAsMissed(
                                        "as with many open batches: an event of a batch that no cache holds waits for memory, for its"
                                                + " batch and for the end of its buffer; and no batch fills between two commits, so"
                                                + " all goes through the state topic as well"),
                        idsBesideNone
                                .atLeast(1 / 1.6, "batching without repetitions, a million ids / with them")
                                .knownAsMissed(
                                        "for each event the place of an id that no cache holds is looked up, and that of another is"
                                                + " cleared: two waits for memory")),
                List.of());
    }

    private static JvmRun rollups() {
        return with(
                "groups-rollups",
                Map.of(
                        "group.by", "user",
                        "rollups", "minute,hour",
                        "rollups.minute.by", "user",
                        "rollups.hour.by", "user",
                        "rollups.hour.window.ms", "3600000",
                        "rollups.hour.measures", "sum(bytes)"));
    }

    private static JvmRun with(String name, Map<String, String> ofPipeline) {
        Map<String, String> settings = new HashMap<>();
        ofPipeline.forEach((key, value) -> settings.put("millrace.pipelines.bench." + key, value));
        return StreamRuns.batch(StreamRuns.USUAL + '-' + name, DataSet.PLAIN, settings);
    }
}
