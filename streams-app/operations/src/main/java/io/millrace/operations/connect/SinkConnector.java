// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A connector as a worker shows it.
 *
 * @param config complete, including the name
 * @param state RUNNING, FAILED, PAUSED, UNASSIGNED …
 * @param tasks the same words, one for each task
 * @param problem why the connector or its first failed task failed, in a line; empty when none did
 */
public record SinkConnector(String name, Map<String, String> config, String state, List<String> tasks, String problem) {
    private static final String RUNNING = "RUNNING";
    private static final String CAUSE = "Caused by: ";

    /** What Connect wraps around the failure of a task, which is the cause of it. */
    private static final List<String> CONNECTS_OWN =
            List.of("Exiting WorkerSinkTask due to unrecoverable exception.", "Tolerance exceeded in error handler");

    public SinkConnector {
        config = Map.copyOf(config);
        tasks = List.copyOf(tasks);
    }

    /** {@code shown} has {@code info} and {@code status}. */
    static SinkConnector of(String name, JsonNode shown) {
        Map<String, String> config = new TreeMap<>();
        shown.at("/info/config")
                .properties()
                .forEach(setting ->
                        config.put(setting.getKey(), setting.getValue().asText()));
        JsonNode connector = shown.at("/status/connector");
        List<JsonNode> tasks = new ArrayList<>();
        shown.at("/status/tasks").forEach(tasks::add);
        return new SinkConnector(
                name,
                config,
                connector.path("state").asText(),
                tasks.stream().map(task -> task.path("state").asText()).toList(),
                Stream.concat(Stream.of(connector), tasks.stream())
                        .map(part -> reason(part.path("trace").asText()))
                        .filter(reason -> !reason.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    /** The first line that says more than that it ended. */
    private static String reason(String trace) {
        return trace.lines()
                .filter(line -> !line.startsWith("\t"))
                .filter(line -> CONNECTS_OWN.stream().noneMatch(line::endsWith))
                .findFirst()
                .map(line -> line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line)
                .orElse(trace.lines().findFirst().orElse(""));
    }

    /** Whether it reads this topic, by name or by its pattern. */
    public boolean reads(String topic) {
        String pattern = config.getOrDefault("topics.regex", "");
        return topics().contains(topic) || (!pattern.isEmpty() && Pattern.matches(pattern, topic));
    }

    /** The consumer group in which it reads. */
    public String group() {
        return config.getOrDefault("consumer.override.group.id", group(name));
    }

    /** The same, as Connect names it where nothing is set. */
    public static String group(String name) {
        return "connect-" + name;
    }

    private Set<String> topics() {
        return Arrays.stream(config.getOrDefault("topics", "").split(",", -1))
                .map(String::strip)
                .filter(topic -> !topic.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the connector and every one of its tasks, of which there is at least one, are working. */
    public boolean isRunning() {
        return state.equals(RUNNING) && !tasks.isEmpty() && tasks.stream().allMatch(RUNNING::equals);
    }
}
