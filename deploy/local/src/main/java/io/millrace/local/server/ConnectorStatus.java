package io.millrace.local.server;

import java.util.List;

/**
 * What Connect says about a connector.
 *
 * @param state RUNNING, FAILED, PAUSED, UNASSIGNED …
 * @param tasks the same words, one for each task
 * @param trace why the connector or its first failed task failed, else empty
 */
public record ConnectorStatus(String state, List<String> tasks, String trace) {

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /** Whether the connector and every one of its tasks, of which there is at least one, do their work. */
    public boolean isRunning() {
        return state.equals("RUNNING") && !tasks.isEmpty() && tasks.stream().allMatch("RUNNING"::equals);
    }
}
