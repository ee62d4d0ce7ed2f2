// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;

/**
 * What the decode stage of one pipeline is told, the same for all its tasks.
 *
 * @param schemas null when the pipeline's events are JSON
 */
public record DecodeStageSettings(
        PipelineConfig pipeline,
        String stageName,
        String deadLetterNode,
        RegisteredSchemas schemas,
        PipelineMetrics metrics) {}
