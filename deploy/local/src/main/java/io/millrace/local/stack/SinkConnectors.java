// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.config.topics.TopicRole;
import io.millrace.local.server.PostgresServer;
import io.millrace.local.server.S3Server;
import java.util.Map;
import java.util.TreeMap;

/** The sinks of each pipeline, as configured in Connect. */
final class SinkConnectors {
    /** Each record is a batch of up to a megabyte, and waits in the worker's heap. */
    private static final int BATCHES_PER_POLL = 16;

    private SinkConnectors() {}

    static String name(Sink sink, PipelineConfig pipeline) {
        return sink.word() + '-' + pipeline.name();
    }

    /** By connector name. */
    static Map<String, Map<String, String>> of(Plan plan) {
        Map<String, Map<String, String>> connectors = new TreeMap<>();
        for (PipelineConfig pipeline : plan.config().pipelines()) {
            pipeline.sinks().forEach(sink -> connectors.put(name(sink, pipeline), connector(plan, pipeline, sink)));
        }
        return connectors;
    }

    private static Map<String, String> connector(Plan plan, PipelineConfig pipeline, Sink sink) {
        MillraceConfig config = plan.config();
        Map<String, String> connector = new TreeMap<>(
                switch (sink) {
                    case S3 -> s3(config, plan.objectFormats().get(pipeline.name()));
                    case OPENSEARCH -> opensearch(config);
                    case POSTGRES -> postgres(config);
                });
        connector.put("tasks.max", "1");
        connector.put("topics", String.join(",", pipeline.sinkTopics()) + ',' + pipeline.topic(TopicRole.REDRIVEN));
        connector.put("schema.registry.url", config.registryUrl());
        connector.put("dead.letter.topic", pipeline.dlqTopic());
        connector.put("dead.letter.bootstrap.servers", config.bootstrapServers());
        connector.put(
                "consumer.override.isolation.level", config.exactlyOnce() ? "read_committed" : "read_uncommitted");
        connector.put("consumer.override.max.poll.records", Integer.toString(BATCHES_PER_POLL));
        connector.putAll(config.connectors());
        return connector;
    }

    private static Map<String, String> s3(MillraceConfig config, String format) {
        return Map.of(
                "connector.class",
                "io.millrace.s3.S3SinkConnector",
                "s3.bucket",
                S3Server.BUCKET,
                "s3.endpoint",
                config.objectStore().endpoint(),
                "s3.path.style",
                "true",
                "s3.region",
                S3Server.REGION,
                "s3.access.key.id",
                S3Server.ACCESS_KEY,
                "s3.secret.access.key",
                S3Server.SECRET_KEY,
                "s3.format",
                format);
    }

    private static Map<String, String> opensearch(MillraceConfig config) {
        return Map.of(
                "connector.class", "io.millrace.opensearch.OpenSearchSinkConnector",
                "opensearch.urls", config.search().url(),
                "opensearch.mapping", "create");
    }

    private static Map<String, String> postgres(MillraceConfig config) {
        return Map.of(
                "connector.class",
                "io.millrace.postgres.PostgresSinkConnector",
                "postgres.url",
                config.database().url(),
                "postgres.user",
                PostgresServer.USER,
                "postgres.password",
                PostgresServer.PASSWORD);
    }
}
