// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;
import org.apache.kafka.common.Uuid;

/**
 * What the batch stage of one pipeline is told, the same for all its tasks.
 *
 * @param sourceId of the source topic; {@link Uuid#ZERO_UUID} when it is not known
 * @param transactional whether state, output and offsets are committed together
 */
public record BatchStageSettings(
        PipelineConfig pipeline,
        Uuid sourceId,
        String stageName,
        String storeName,
        BatchSinks sinks,
        String deadLetterNode,
        boolean transactional,
        HeapBudget budget,
        PipelineMetrics metrics) {}
