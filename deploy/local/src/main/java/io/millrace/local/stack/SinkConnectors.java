// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.TopicRole;
import io.millrace.local.server.S3Server;
import java.util.Map;
import java.util.TreeMap;

/** The S3 sink of each pipeline, as configured in Connect. */
final class SinkConnectors {
    /** Each record is a batch of up to a megabyte, and waits in the worker's heap. */
    private static final int BATCHES_PER_POLL = 16;

    private SinkConnectors() {}

    static String name(String pipeline) {
        return "s3-" + pipeline;
    }

    /** By connector name. */
    static Map<String, Map<String, String>> of(Plan plan) {
        MillraceConfig config = plan.config();
        Map<String, Map<String, String>> connectors = new TreeMap<>();
        config.pipelines()
                .forEach(pipeline -> connectors.put(
                        name(pipeline.name()),
                        connector(config, pipeline, plan.objectFormats().get(pipeline.name()))));
        return connectors;
    }

    private static Map<String, String> connector(MillraceConfig config, PipelineConfig pipeline, String format) {
        Map<String, String> connector = new TreeMap<>();
        connector.put("connector.class", "io.millrace.s3.S3SinkConnector");
        connector.put("tasks.max", "1");
        connector.put("topics", pipeline.sinkTopic() + ',' + pipeline.topic(TopicRole.REDRIVEN));
        connector.put("s3.bucket", S3Server.BUCKET);
        connector.put("s3.endpoint", config.objectStore().endpoint());
        connector.put("s3.path.style", "true");
        connector.put("s3.region", S3Server.REGION);
        connector.put("s3.access.key.id", S3Server.ACCESS_KEY);
        connector.put("s3.secret.access.key", S3Server.SECRET_KEY);
        connector.put("s3.format", format);
        connector.put("schema.registry.url", config.registryUrl());
        connector.put("dead.letter.topic", pipeline.dlqTopic());
        connector.put("dead.letter.bootstrap.servers", config.bootstrapServers());
        connector.put(
                "consumer.override.isolation.level", config.exactlyOnce() ? "read_committed" : "read_uncommitted");
        connector.put("consumer.override.max.poll.records", Integer.toString(BATCHES_PER_POLL));
        connector.putAll(config.connectors());
        return connector;
    }
}
