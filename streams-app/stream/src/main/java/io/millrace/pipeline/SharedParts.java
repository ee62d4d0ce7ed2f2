// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.millrace.batch.HeapBudget;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.TopicRole;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.resolved.ResolvedConfig;
import io.millrace.rollup.ClosedWindows;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.RollupResult;
import io.millrace.schemas.registry.Registrar;
import io.millrace.source.SourceTopic;
import io.millrace.topology.PipelineParts;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all pipelines of a process share in one configuration.
 *
 * @param address the {@code host:port} at which other instances reach this one
 */
public record SharedParts(ResolvedConfig effective, Registrar registry, HeapBudget budget, String address) {
    /** With no address yet: it must be told {@link #at which} before a pipeline is prepared. */
    public static SharedParts of(ResolvedConfig effective) {
        MillraceConfig config = effective.config();
        return new SharedParts(effective, config.registrar(), new HeapBudget(config.bufferMaxBytes()), null);
    }

    public SharedParts at(String itsAddress) {
        return new SharedParts(effective, registry, budget, itsAddress);
    }

    public MillraceConfig config() {
        return effective.config();
    }

    /** Registers the schemas of what the pipeline writes. */
    public PipelineParts of(PipelineConfig pipeline, SourceTopic source, PipelineMetrics metrics) {
        Duration patience = config().timeouts().registry();
        RegisteredSchemas schemas = pipeline.format() == PayloadFormat.AVRO
                ? new RegisteredSchemas(registry.client(), patience, metrics::registryRetry)
                : null;
        Map<String, Integer> batchSchemaIds =
                pipeline.sinkTopics().stream().collect(Collectors.toMap(Function.identity(), registry::registerBatch));
        int rollupSchemaId = pipeline.rollups().isEmpty()
                ? 0
                : registry.register(pipeline.topic(TopicRole.ROLLUPS), RollupResult.SCHEMA);
        return new PipelineParts(
                pipeline,
                source,
                schemas,
                batchSchemaIds,
                rollupSchemaId,
                config().exactlyOnce(),
                budget,
                metrics,
                new ClosedWindows());
    }
}
