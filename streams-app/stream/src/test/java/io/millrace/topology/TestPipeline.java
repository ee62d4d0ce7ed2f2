// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.batch.HeapBudget;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.metrics.PipelineMetrics;
import io.millrace.resolved.ResolvedConfig;
import io.millrace.rollup.ClosedWindows;
import io.millrace.schemas.EventBatch;
import io.millrace.source.EventRun;
import io.millrace.source.SourceTopic;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** One pipeline named {@code clicks} on a driver instead of a broker. It shows what stages do, not what survives a crash. */
final class TestPipeline implements AutoCloseable {
    /** The driver's clock at the start. */
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** What open batches may take of it, in bytes. */
    static final int HEAP = 1 << 26;

    final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Topology topology;
    final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;
    private final NextRun next = new NextRun();
    private final TestOutputTopic<byte[], byte[]> batches;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    TestPipeline(Path stateDir, Map<String, String> pipelineSettings) {
        this(stateDir, pipelineSettings, StreamsConfig.OPTIMIZE, 1);
    }

    /**
     * @param optimization as {@link StreamsConfig#TOPOLOGY_OPTIMIZATION_CONFIG} has it
     * @param partitions that the source is said to have; the driver has the first of them
     */
    TestPipeline(Path stateDir, Map<String, String> pipelineSettings, String optimization, int partitions) {
        Map<String, String> settings = new HashMap<>();
        settings.put("state.dir", stateDir.toString());
        pipelineSettings.forEach((key, value) -> settings.put("pipelines.clicks." + key, value));
        settings.put("pipelines", "clicks");
        MillraceConfig config = MillraceConfig.of(settings);
        PipelineConfig pipeline = config.pipeline("clicks");
        Properties properties = ResolvedConfig.of(config).streams(pipeline);
        properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, optimization);
        topology = topology(pipeline, config, registry, meters, next, properties, partitions);
        driver = new TopologyTestDriver(topology, properties, NOW);
        events = driver.createInputTopic(
                pipeline.sourceTopic(), new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        batches = driver.createOutputTopic(
                pipeline.sinkTopic(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        deadLetters =
                driver.createOutputTopic(pipeline.dlqTopic(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static Topology topology(
            MillraceConfig config,
            PipelineConfig pipeline,
            MockSchemaRegistryClient registry,
            SimpleMeterRegistry meters,
            Deserializer<EventRun> runs) {
        return topology(
                pipeline,
                config,
                registry,
                meters,
                runs,
                ResolvedConfig.of(config).streams(pipeline),
                1);
    }

    private static Topology topology(
            PipelineConfig pipeline,
            MillraceConfig config,
            MockSchemaRegistryClient registry,
            SimpleMeterRegistry meters,
            Deserializer<EventRun> runs,
            Properties properties,
            int partitions) {
        PipelineParts parts = new PipelineParts(
                pipeline,
                new SourceTopic(Uuid.ZERO_UUID, partitions),
                new RegisteredSchemas(registry, Duration.ofMinutes(1), () -> {}),
                pipeline.sinkTopics().stream().collect(Collectors.toMap(Function.identity(), topic -> 1)),
                2,
                config.exactlyOnce(),
                new HeapBudget(HEAP),
                new PipelineMetrics(
                        meters,
                        pipeline.name(),
                        pipeline.routes().topics(),
                        pipeline.rollups().names()),
                new ClosedWindows());
        return IngestTopology.build(parts, properties, runs);
    }

    /** What came on the topic of a route since the last call. */
    List<TestRecord<byte[], byte[]>> routed(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    int register(Schema schema) throws Exception {
        return registry.register("clicks.events-value", new AvroSchema(schema));
    }

    void send(byte[] key, byte[] value, long timestamp) {
        send(key, value, new RecordHeaders(), timestamp);
    }

    /** As a run of one event. */
    void send(byte[] key, byte[] value, Headers headers, long timestamp) {
        next.of(List.of(next.event(key, value, headers, timestamp)));
        events.pipeInput(null, new byte[0]);
    }

    /** All in one run, with as many offsets missing before each as transaction markers would take. */
    void sendRun(long timestamp, byte[]... values) {
        next.of(Arrays.stream(values)
                .map(value -> {
                    next.skip();
                    return next.event(null, value, new RecordHeaders(), timestamp);
                })
                .toList());
        events.pipeInput(null, new byte[0]);
    }

    /** The driver makes its records itself, so the run that comes next is told beside it. */
    private static final class NextRun implements Deserializer<EventRun> {
        private long offset;
        private EventRun run;

        void of(List<ConsumerRecord<ByteBuffer, ByteBuffer>> events) {
            run = new EventRun(events);
        }

        void skip() {
            offset++;
        }

        ConsumerRecord<ByteBuffer, ByteBuffer> event(byte[] key, byte[] value, Headers headers, long timestamp) {
            return new ConsumerRecord<>(
                    "clicks.events",
                    0,
                    offset++,
                    timestamp,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    key == null ? null : ByteBuffer.wrap(key),
                    ByteBuffer.wrap(value),
                    headers,
                    Optional.empty());
        }

        @Override
        public EventRun deserialize(String topic, byte[] data) {
            return run;
        }
    }

    /** As a task of another partition sends it. */
    void sendThrough(String internalTopic, byte[] key, byte[] value) {
        driver.createInputTopic(internalTopic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key, value);
    }

    void passTime(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<EventBatch> batches() throws Exception {
        return read(batches.readValuesToList());
    }

    /** What came on a sink topic that rules name since the last call. */
    List<EventBatch> batches(String topic) throws Exception {
        return read(routed(topic).stream().map(TestRecord::value).toList());
    }

    private static List<EventBatch> read(List<byte[]> values) throws Exception {
        List<EventBatch> read = new ArrayList<>();
        for (byte[] value : values) {
            read.add(EventBatch.read(value));
        }
        return read;
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
