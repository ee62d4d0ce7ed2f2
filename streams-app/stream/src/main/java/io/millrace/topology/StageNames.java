// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.config.StreamsApplication;

/**
 * Every processor and store name of a pipeline, literally. State topics are made of them, so a change here is a change of
 * state; the golden {@code describe()} guards them.
 */
public record StageNames(String pipeline) {
    /** The value of the dead-letter header {@code millrace.stage} for what the decode stage refused. */
    public static final String DECODE_STAGE = "decode";

    /** The same for the rollup stage. */
    public static final String ROLLUP_STAGE = "rollup";

    /** The same for the route stage. */
    public static final String ROUTE_STAGE = "route";

    /** The same for the group stage. */
    public static final String GROUP_STAGE = "group";

    /** The same for the batch stage. */
    public static final String BATCH_STAGE = "batch";

    public String events() {
        return pipeline + "-events";
    }

    /** The one processor, which leads events through the stages. */
    public String stages() {
        return pipeline + "-stages";
    }

    /** Without the pipeline, whose name the state topic has already. */
    public String openBatches() {
        return StreamsApplication.OPEN_BATCHES;
    }

    public String batches() {
        return pipeline + "-batches";
    }

    /** The sink of batches for a topic that rules name. */
    public String batches(String topic) {
        return batches() + '-' + topic;
    }

    /** The sink of a topic that rules name. */
    public String route(String topic) {
        return pipeline + "-route-" + topic;
    }

    /** The store of what is remembered of single events, in a pipeline that groups them. */
    public String remembered() {
        return StreamsApplication.REMEMBERED;
    }

    /** What sends bundles of events on, and has all that is partitioned by another key than the source below it. */
    public String shuffle() {
        return pipeline + "-shuffle";
    }

    /** Keeps bundles apart from what else comes through the same topic. */
    public String bundles() {
        return pipeline + "-bundles";
    }

    /** What the repartition topic gets its name from. */
    public String grouped() {
        return StreamsApplication.GROUPED;
    }

    /** The store of {@link NoTable}. */
    public String noTable() {
        return "no-table";
    }

    public String ofGroups() {
        return pipeline + "-of-groups";
    }

    /** The processor of grouped events. */
    public String batching() {
        return pipeline + "-batching";
    }

    /** The same as {@link #dropped()} behind the repartition topic. */
    public String groupedDropped() {
        return pipeline + "-grouped-dropped";
    }

    public String groupedDeadLetters() {
        return pipeline + "-grouped-dead-letters";
    }

    /** The sink of what keeps account of dropped events. */
    public String dropped() {
        return pipeline + "-dropped";
    }

    /** What of it is for rollups. */
    public String rollups() {
        return pipeline + "-rollups";
    }

    /** What the repartition topic gets its name from when events are not grouped. */
    public String rolledUp() {
        return StreamsApplication.ROLLUPS;
    }

    /** The store of {@link NoTable}. */
    public String noRollupTable() {
        return "no-rollup-table";
    }

    public String rollupsRead() {
        return pipeline + "-rollups-read";
    }

    /** A node of one rollup. */
    public String rollup(String rollup, String does) {
        return pipeline + "-rollup-" + rollup + '-' + does;
    }

    /** Without the pipeline, as {@link #openBatches}. */
    public String rollupStore(String rollup) {
        return StreamsApplication.rollupStore(rollup);
    }

    public String deadLetters() {
        return pipeline + "-dead-letters";
    }
}
