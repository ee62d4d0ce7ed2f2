// SPDX-License-Identifier: Apache-2.0
package io.millrace.route;

import io.millrace.config.PipelineConfig;
import io.millrace.metrics.PipelineMetrics;
import java.util.Map;

/**
 * What the route stage of one pipeline is told, the same for all its tasks.
 *
 * @param routeNodes the sinks of topics that rules name, by topic
 * @param droppedNode the sink of what keeps account of dropped events, if there is one
 */
public record RouteStageSettings(
        PipelineConfig pipeline,
        String stageName,
        Map<String, String> routeNodes,
        String droppedNode,
        String deadLetterNode,
        PipelineMetrics metrics) {
    public RouteStageSettings {
        routeNodes = Map.copyOf(routeNodes);
    }
}
