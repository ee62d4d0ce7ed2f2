// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.gate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.batch.HeapBudget;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.resolved.ResolvedConfig;
import io.millrace.rollup.ClosedWindows;
import io.millrace.source.SourceTopic;
import io.millrace.topology.IngestTopology;
import io.millrace.topology.PipelineParts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.Topology;

/** Before a deployment: would the topologies be let start? Joins no group, asks no registry, and changes nothing. */
public final class TopologyCheck {
    /** Nothing is batched. */
    private static final int NO_HEAP = 1;

    private TopologyCheck() {}

    /**
     * By pipeline, in the order they are configured. Throws {@link io.millrace.pipeline.start.StartException} when the cluster does not
     * answer.
     */
    public static Map<String, GateVerdict> of(ResolvedConfig effective) {
        MillraceConfig config = effective.config();
        Map<String, GateVerdict> verdicts = new LinkedHashMap<>();
        for (PipelineConfig pipeline : config.pipelines()) {
            TopologyGate gate = new TopologyGate(config, pipeline, topology(effective, pipeline));
            verdicts.put(pipeline.name(), gate.verdict());
        }
        return verdicts;
    }

    static Topology topology(ResolvedConfig effective, PipelineConfig pipeline) {
        return IngestTopology.build(parts(effective.config(), pipeline), effective.streams(pipeline));
    }

    /** All that the shape of a topology depends on, and nothing that it needs to run. */
    private static PipelineParts parts(MillraceConfig config, PipelineConfig pipeline) {
        return new PipelineParts(
                pipeline,
                new SourceTopic(Uuid.ZERO_UUID, 1),
                null,
                pipeline.sinkTopics().stream().collect(Collectors.toMap(Function.identity(), topic -> 0)),
                0,
                config.exactlyOnce(),
                new HeapBudget(NO_HEAP),
                new PipelineMetrics(
                        new SimpleMeterRegistry(),
                        pipeline.name(),
                        pipeline.routes().topics(),
                        pipeline.rollups().names()),
                new ClosedWindows());
    }
}
