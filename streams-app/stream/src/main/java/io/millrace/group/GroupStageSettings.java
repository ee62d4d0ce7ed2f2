// SPDX-License-Identifier: Apache-2.0
package io.millrace.group;

import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;

/**
 * What the group stage of one pipeline is told, the same for all its tasks.
 *
 * @param partitions of the repartition topic, as many as the source has
 * @param bundleNode the child that leads to the repartition topic
 */
public record GroupStageSettings(
        PipelineConfig pipeline,
        int partitions,
        String stageName,
        String bundleNode,
        String deadLetterNode,
        PipelineMetrics metrics) {}
