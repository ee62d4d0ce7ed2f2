package io.millrace.bench;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.app.StreamsSettings;
import io.millrace.batch.HeapBudget;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.local.server.KafkaNode;
import io.millrace.local.server.KafkaServer;
import io.millrace.local.server.Lifetime;
import io.millrace.local.server.Ports;
import io.millrace.local.server.Site;
import io.millrace.metrics.Metric;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.topology.IngestTopology;
import io.millrace.topology.PipelineParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Batching against a Streams pass-through and against the list aggregate, on the same records, the rounds interleaved.
 * Arguments: rounds (3), events (8,000,000).
 */
public final class BatchingBench {
    /** The list aggregate manages a few thousand events a second: it gets this share of the events. */
    private static final int LIST_SHARE = 100;

    private static final int PARTITIONS = 1;

    private final Workload workload;
    private final KafkaServer kafka;
    private final Path folder;
    private final int schemaId;
    private final RegisteredSchemas schemas;
    private final long events;
    private int runs;

    private BatchingBench(KafkaServer kafka, Path folder, long events) throws Exception {
        this.kafka = kafka;
        this.folder = folder;
        this.events = events;
        workload = new Workload(kafka.bootstrapServers());
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        schemaId = registry.register("bench.events-value", new AvroSchema(Workload.SCHEMA));
        schemas = new RegisteredSchemas(registry, Duration.ofSeconds(1), () -> {});
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        long events = args.length > 1 ? Long.parseLong(args[1]) : 8_000_000;
        Path folder = Files.createTempDirectory("millrace-bench");
        KafkaNode node = new KafkaNode(1, Ports.free(), Ports.free());
        try (KafkaServer kafka = new KafkaServer(new Site(folder, Lifetime.ATTACHED), node, List.of(node))) {
            kafka.start();
            kafka.awaitReady();
            new BatchingBench(kafka, folder, events).run(rounds);
        }
    }

    private void run(int rounds) throws Exception {
        workload.createTopic(Workload.TOPIC, PARTITIONS);
        long bytes = workload.fill(schemaId, events);
        System.out.printf(
                "%,d events of %d bytes, %d partition(s), %d rounds%n", events, bytes / events, PARTITIONS, rounds);
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            Map<String, Double> measured = round();
            if (round == 0) {
                System.out.println("warm-up round, thrown away: " + Results.line(measured));
            } else {
                measured.forEach((name, rate) ->
                        rates.computeIfAbsent(name, any -> new ArrayList<>()).add(rate));
                System.out.println("round " + round + ": " + Results.line(measured));
            }
        }
        Results.print(rates);
    }

    private Map<String, Double> round() throws Exception {
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put("count", count());
        measured.put("copy", copy());
        measured.put("batch-100", batch(100, "at_least_once"));
        measured.put("batch-5000", batch(5_000, "at_least_once"));
        measured.put("batch-10000", batch(10_000, "at_least_once"));
        measured.put("batch-5000-eos", batch(5_000, "exactly_once_v2"));
        measured.put("list-5000", list(5_000));
        return measured;
    }

    private double count() throws Exception {
        LongAdder processed = new LongAdder();
        return new Run(settings(config(5_000, "at_least_once")), events)
                .measure(Baselines.count(processed), processed::sum);
    }

    private double copy() throws Exception {
        LongAdder processed = new LongAdder();
        MillraceConfig config = config(5_000, "at_least_once");
        return new Run(settings(config), events)
                .measure(Baselines.copy(processed, topicsOf(config).sinkTopic()), processed::sum);
    }

    private double list(int batchSize) throws Exception {
        LongAdder processed = new LongAdder();
        MillraceConfig config = config(batchSize, "at_least_once");
        Properties settings = settings(config);
        settings.remove(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG);
        return new Run(settings, events / LIST_SHARE)
                .measure(Baselines.list(processed, topicsOf(config).sinkTopic(), batchSize), processed::sum);
    }

    private double batch(int batchSize, String guarantee) throws Exception {
        MillraceConfig config = config(batchSize, guarantee);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        PipelineConfig pipeline = topicsOf(config);
        PipelineParts parts = new PipelineParts(
                pipeline,
                schemas,
                1,
                config.exactlyOnce(),
                new HeapBudget(config.bytes(MillraceConfig.BUFFER_MAX_BYTES)),
                new PipelineMetrics(meters, pipeline.name()));
        Properties settings = settings(config);
        return new Run(settings, events).measure(IngestTopology.build(List.of(parts), settings), () ->
                (long) meters.get(Metric.EVENTS.meter()).functionCounter().count());
    }

    /** Every run has an application, topics and a state folder of its own. */
    private MillraceConfig config(int batchSize, String guarantee) throws Exception {
        String run = "run-" + runs++;
        Map<String, String> settings = new HashMap<>();
        settings.put(MillraceConfig.PIPELINES, "bench");
        settings.put(MillraceConfig.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
        settings.put(MillraceConfig.APPLICATION_ID, run);
        settings.put(MillraceConfig.PROCESSING_GUARANTEE, guarantee);
        settings.put(
                MillraceConfig.STATE_DIR, folder.resolve("state").resolve(run).toString());
        settings.put("pipelines.bench.sink.topic", run + ".batches");
        settings.put("pipelines.bench.dlq.topic", run + ".dlq");
        settings.put("pipelines.bench.batch.max.events", Integer.toString(batchSize));
        settings.put("pipelines.bench.batch.max.bytes", "8000000");
        settings.put("pipelines.bench.window.ms", "3600000");
        workload.createTopic(run + ".batches", PARTITIONS);
        workload.createTopic(run + ".dlq", PARTITIONS);
        return MillraceConfig.of(settings);
    }

    private static PipelineConfig topicsOf(MillraceConfig config) {
        return config.pipelines().get(0);
    }

    private static Properties settings(MillraceConfig config) {
        return StreamsSettings.of(config);
    }
}
