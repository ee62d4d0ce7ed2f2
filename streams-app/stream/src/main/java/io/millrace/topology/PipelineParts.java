// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.millrace.batch.HeapBudget;
import io.millrace.config.PipelineConfig;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.rollup.ClosedWindows;
import io.millrace.source.SourceTopic;
import java.util.Map;

/**
 * A pipeline's configuration with what its stages share at run time.
 *
 * @param schemas null when the pipeline's events are JSON
 * @param batchSchemaIds registry ids of the EventBatch schema, by sink topic
 * @param rollupSchemaId the same of the results of rollups; of no meaning when there are none
 * @param transactional whether state, output and offsets are committed together
 * @param budget shared by all pipelines of the process
 * @param closedWindows filled by the tasks
 */
public record PipelineParts(
        PipelineConfig pipeline,
        SourceTopic source,
        RegisteredSchemas schemas,
        Map<String, Integer> batchSchemaIds,
        int rollupSchemaId,
        boolean transactional,
        HeapBudget budget,
        PipelineMetrics metrics,
        ClosedWindows closedWindows) {
    public PipelineParts {
        batchSchemaIds = Map.copyOf(batchSchemaIds);
    }
}
