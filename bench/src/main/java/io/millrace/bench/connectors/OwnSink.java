// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.sinks.SinkSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One of ours, configured as the local stack does; what is not here is its default.
 *
 * @param module below {@code connectors}
 * @param connectorClass its class
 */
public record OwnSink(String module, String connectorClass, Input input, Settings settings) implements Connector {
    /** What only this sink is told: where to write, and how. */
    public interface Settings {
        Map<String, String> of(TestBed bed, String run) throws Exception;
    }

    @Override
    public Path plugins() {
        return ClassPaths.home().resolve("connectors").resolve(module).resolve("target/plugin");
    }

    @Override
    public Map<String, String> config(TestBed bed, String run) throws Exception {
        Map<String, String> config = new HashMap<>(settings.of(bed, run));
        config.putAll(SinkSettings.deadLetters(bed, run));
        config.put("connector.class", connectorClass);
        config.put("tasks.max", Integer.toString(Input.PARTITIONS));
        config.put("topics", input.topic());
        config.put("consumer.override.auto.offset.reset", "earliest");
        config.put("consumer.override.max.poll.records", Integer.toString(SinkSettings.BATCHES_PER_POLL));
        return config;
    }
}
