// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.PipelineKeys;
import io.millrace.config.stages.Rollup;
import io.millrace.pipeline.gate.TopologyTopic.Recorded;
import io.millrace.pipeline.start.StartException;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the topology that a pipeline is about to run with the one that its application has run. For one start: {@link #check()}
 * before anything is created, {@link #claim()} when all is ready to run. All methods ask the cluster, and throw {@link StartException}
 * when it does not answer.
 */
public final class TopologyGate {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyGate.class);

    private final PipelineConfig pipeline;
    private final TopologyFingerprint topology;
    private final TopologyTopic topic;
    private Recorded recorded;

    public TopologyGate(MillraceConfig config, PipelineConfig pipeline, Topology topology) {
        this.pipeline = pipeline;
        // Settings that decide what state and records of internal topics mean are added here: each a with() and its
        // key.
        TopologyFingerprint facts = TopologyFingerprint.of(topology.describe())
                .with(PipelineKeys.GROUP_BY, pipeline.grouping().text());
        for (Rollup rollup : pipeline.rollups().all()) {
            facts = facts.with("rollups." + rollup.name(), rollup.text());
        }
        this.topology = facts;
        topic = new TopologyTopic(config, pipeline);
    }

    TopologyFingerprint topology() {
        return topology;
    }

    /** What a start would find; changes nothing. */
    public GateVerdict verdict() {
        recorded = topic.read().orElse(null);
        if (recorded == null) {
            return topic.hasRun() ? GateVerdict.unrecorded() : GateVerdict.first();
        }
        List<String> differences = topology.differences(recorded.topology());
        return differences.isEmpty() ? GateVerdict.same() : GateVerdict.refused(differences, Remedy.of(pipeline));
    }

    /** Throws {@link StartException} when the application has run an incompatible topology. */
    public void check() {
        recorded = topic.read().orElse(null);
        requireSame();
    }

    private void requireSame() {
        List<String> differences = recorded == null ? List.of() : topology.differences(recorded.topology());
        if (!differences.isEmpty()) {
            throw new StartException("The application " + pipeline.application().id() + " has run another topology: "
                    + String.join("; ", differences) + ". What that has left open would be abandoned. "
                    + Remedy.of(pipeline));
        }
    }

    /**
     * Writes the topology down if no process has yet. Returns the id of the life of the application that this start belongs to; a reset
     * ends it. Throws {@link StartException} when another process has just written an incompatible one.
     */
    public Uuid claim() {
        if (recorded == null) {
            boolean hasRun = topic.hasRun();
            topic.write(topology);
            recorded = topic.await();
            requireSame();
            LOG.atInfo()
                    .addKeyValue("pipeline", pipeline.name())
                    .addKeyValue("topic", topic.name())
                    .log(
                            hasRun
                                    ? "Topologies were not recorded when this application ran last; its present one is taken for the one that it ran"
                                    : "Recorded the topology");
        }
        return recorded.life();
    }
}
