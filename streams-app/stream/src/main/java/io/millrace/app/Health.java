// SPDX-License-Identifier: Apache-2.0
package io.millrace.app;

import io.millrace.instance.PipelineStatus;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A pipeline that has stopped for good makes the process not ready, so that it does not pass for healthy, but leaves it live, so
 * that no orchestrator stops the other pipelines.
 *
 * @param live false when only a restart helps
 * @param ready whether every pipeline processes events
 * @param text a line for each pipeline
 */
public record Health(boolean live, boolean ready, String text) {
    public static Health of(Map<String, PipelineStatus> pipelines) {
        Collection<PipelineStatus> all = pipelines.values();
        String text = pipelines.entrySet().stream()
                .map(pipeline -> line(pipeline.getKey(), pipeline.getValue()))
                .collect(Collectors.joining());
        return new Health(
                !all.stream().allMatch(PipelineStatus::isFailed),
                all.stream().allMatch(PipelineStatus::isRunning),
                text);
    }

    private static String line(String name, PipelineStatus status) {
        return name + ' ' + status.state() + (status.problem() == null ? "" : ": " + status.problem()) + '\n';
    }
}
