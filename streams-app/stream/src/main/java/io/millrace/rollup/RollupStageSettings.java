// SPDX-License-Identifier: Apache-2.0
package io.millrace.rollup;

import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;

/**
 * What the rollup stage of one pipeline is told, the same for all its tasks.
 *
 * @param storeName of the store that all stages share
 * @param shuffleNode the child that leads to the repartition topic
 * @param partitions of the source topic, and so of the repartition topic
 */
public record RollupStageSettings(
        PipelineConfig pipeline,
        String stageName,
        String storeName,
        String shuffleNode,
        String deadLetterNode,
        int partitions,
        PipelineMetrics metrics) {}
