// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What a task asks of Connect, as far as ours do: to poll no more, and how soon to call again. For the polling thread. */
final class PausingContext implements SinkTaskContext {
    private final TopicPartition partition;
    private boolean paused;
    private long timeoutMs;

    PausingContext(TopicPartition partition) {
        this.partition = partition;
    }

    boolean isPaused() {
        return paused;
    }

    long timeoutMs() {
        return timeoutMs;
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused = true;
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused = false;
    }

    @Override
    public void timeout(long millis) {
        timeoutMs = millis;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of(partition);
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void offset(TopicPartition of, long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void requestCommit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException();
    }
}
