// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.acls;

import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.operations.connect.SinkConnector;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the configuration does not say, because it is up to Connect.
 *
 * @param connectors how sink connectors are named, with {@link #SINK} and {@link #PIPELINE} in it
 * @param connectGroup the {@code group.id} of the workers
 */
public record Naming(String connectors, String connectGroup) {
    /** Stands for {@code s3}, {@code opensearch} or {@code postgres}. */
    public static final String SINK = "{sink}";

    /** Stands for the name of a pipeline. */
    public static final String PIPELINE = "{pipeline}";

    /** As the local stack has it. */
    public static final String CONNECTORS = SINK + '-' + PIPELINE;

    /** As the local stack has it. */
    public static final String CONNECT_GROUP = "millrace-connect";

    /** Throws {@link ConfigException} when two connectors would have the same name. */
    public Naming {
        if (!connectors.contains(SINK) || !connectors.contains(PIPELINE)) {
            throw new ConfigException("Names of connectors need " + SINK + " and " + PIPELINE + " in them, and \""
                    + connectors + "\" has not");
        }
    }

    /** The connector that delivers what {@code pipeline} has for {@code sink}. */
    public String connector(Sink sink, PipelineConfig pipeline) {
        return connectors.replace(SINK, sink.word()).replace(PIPELINE, pipeline.name());
    }

    /** The consumer group of that connector. */
    String group(Sink sink, PipelineConfig pipeline) {
        return SinkConnector.group(connector(sink, pipeline));
    }

    /** Where workers keep configurations, offsets and states. */
    Stream<String> connectTopics() {
        return Stream.of("config", "offset", "status").map(kind -> connectGroup + '-' + kind);
    }
}
