// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.batch.HeapBudget;
import io.millrace.bench.data.Fill;
import io.millrace.bench.subject.Spec;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.metrics.Metric;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.pipeline.start.SourceTopics;
import io.millrace.resolved.ResolvedConfig;
import io.millrace.rollup.ClosedWindows;
import io.millrace.source.RunClients;
import io.millrace.topology.IngestTopology;
import io.millrace.topology.PipelineParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/** Millrace's own topology with its own settings; what begins with {@value #SETTING} in the spec goes to its configuration. */
final class MillraceTopology {
    static final String SETTING = "millrace.";

    private static final String PIPELINE = "pipelines.bench.";

    private MillraceTopology() {}

    static Work of(Spec spec) {
        MillraceConfig config = config(spec);
        PipelineConfig pipeline = config.pipelines().get(0);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        PipelineParts parts = new PipelineParts(
                pipeline,
                SourceTopics.of(config, pipeline.sourceTopic()),
                schemas(),
                Map.of(pipeline.sinkTopic(), Fill.SCHEMA_ID + 1),
                Fill.SCHEMA_ID + 2,
                config.exactlyOnce(),
                new HeapBudget(config.bufferMaxBytes()),
                new PipelineMetrics(
                        meters,
                        pipeline.name(),
                        pipeline.routes().topics(),
                        pipeline.rollups().names()),
                new ClosedWindows());
        Properties streams = ResolvedConfig.of(config).streams(pipeline);
        FunctionCounter events = meters.get(Metric.EVENTS.meter()).functionCounter();
        RunClients.countRuns(streams);
        return new Work(
                IngestTopology.build(parts, streams),
                streams,
                new RunClients(
                        new StreamsConfig(streams).getKafkaClientSupplier(),
                        pipeline.sourceTopic(),
                        consumer -> consumer),
                () -> (long) events.count());
    }

    /** What Millrace tells Kafka Streams. */
    static Properties settings(Spec spec) {
        MillraceConfig config = config(spec);
        return ResolvedConfig.of(config).streams(config.pipelines().get(0));
    }

    private static MillraceConfig config(Spec spec) {
        Map<String, String> settings = new HashMap<>();
        settings.put(MillraceConfig.PIPELINES, "bench");
        settings.put(MillraceConfig.BOOTSTRAP_SERVERS, spec.text(Spec.BOOTSTRAP_SERVERS));
        settings.put(MillraceConfig.APPLICATION_ID, spec.text(Spec.RUN));
        settings.put(MillraceConfig.PROCESSING_GUARANTEE, spec.text(Spec.GUARANTEE, "at_least_once"));
        settings.put(MillraceConfig.COMMIT_INTERVAL_MS, spec.text(Spec.COMMIT_MS, "1000"));
        settings.put(MillraceConfig.NUM_STREAM_THREADS, spec.text(Spec.THREADS, "1"));
        settings.put(MillraceConfig.STATE_DIR, spec.folder().resolve("state").toString());
        settings.put(PIPELINE + "source.topic", spec.text(Spec.TOPIC));
        settings.put(PIPELINE + "sink.topic", spec.text(Spec.SINK_TOPIC));
        settings.put(PIPELINE + "dlq.topic", spec.text(Spec.RUN) + ".dlq");
        settings.put(PIPELINE + "batch.max.events", spec.text(Spec.BATCH_EVENTS));
        settings.put(PIPELINE + "batch.max.bytes", "8000000");
        settings.put(PIPELINE + "window.ms", "3600000");
        spec.values().forEach((key, value) -> {
            if (key.startsWith(SETTING)) {
                settings.put(key.substring(SETTING.length()), value);
            }
        });
        return MillraceConfig.of(settings);
    }

    /** A registry in memory: lookups are per schema, not per event, so a real one would change nothing. */
    static RegisteredSchemas schemas() {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        try {
            int id = registry.register("bench.events-value", new AvroSchema(Fill.SCHEMA));
            if (id != Fill.SCHEMA_ID) {
                throw new IllegalStateException("The registry calls its first schema " + id);
            }
        } catch (RestClientException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RegisteredSchemas(registry, Duration.ofMinutes(1), () -> {});
    }
}
