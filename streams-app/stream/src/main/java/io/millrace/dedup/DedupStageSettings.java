// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;

/**
 * What the dedup stage of one pipeline is told, the same for all its tasks of a kind.
 *
 * @param isOff whether it only forgets what an earlier life remembered, which decided here
 * @param storeName of the store that the stages of the task share
 * @param droppedNode the sink of what keeps account of dropped events, if there is one
 */
public record DedupStageSettings(
        PipelineConfig pipeline, boolean isOff, String storeName, String droppedNode, PipelineMetrics metrics) {}
