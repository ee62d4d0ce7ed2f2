// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.schemas.DroppedEvents;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what comes out, as any read_committed consumer would, on a thread of its own: counts it and measures the time. */
final class BatchTail implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, TopicRole> roles;
    private final Latencies latencies;
    private final LongAdder batched = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder routed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::read, "tail");
    private volatile boolean stopped;

    /** @param client settings of a Kafka client */
    BatchTail(Map<String, Object> client, List<PipelineConfig> pipelines, Latencies latencies) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.roles = pipelines.stream()
                .flatMap(pipeline -> pipeline.topics().stream())
                .filter(topic -> isOutput(topic.role()))
                .collect(Collectors.toUnmodifiableMap(PipelineTopic::name, PipelineTopic::role));
        this.latencies = latencies;
        consumer.assign(roles.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
    }

    private static boolean isOutput(TopicRole role) {
        return switch (role) {
            case SINK, DLQ, ROUTE, DROPPED -> true;
            case SOURCE, ROLLUPS, REDRIVEN, REDRIVES, STATE, REPARTITION, TOPOLOGY -> false;
        };
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(Duration.ofMillis(200))) {
                    count(polled);
                }
            }
        } catch (RuntimeException | MalformedAvroException e) {
            failure.set(e);
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> polled) throws MalformedAvroException {
        switch (roles.get(polled.topic())) {
            case SINK -> countBatch(polled);
            case ROUTE -> routed.increment();
            case DROPPED ->
                DroppedEvents.read(polled.value(), (topic, partition, reason, offset, content) -> dropped.increment());
            default -> deadLetters.increment();
        }
    }

    private void countBatch(ConsumerRecord<byte[], byte[]> polled) throws MalformedAvroException {
        long now = System.currentTimeMillis();
        EventBatch batch = EventBatch.read(polled.value());
        for (EventCursor event = batch.events(); event.next(); ) {
            if (Latencies.isSampled(event.offset())) {
                latencies.read(batch.header().sourceTopic(), event.partition(), event.offset(), now);
            }
        }
        batches.increment();
        batched.add(batch.header().eventCount());
    }

    /** Fills in what it has seen. Throws when it can no longer read. */
    Counts counts(long sent, long objects) {
        if (failure.get() != null) {
            throw new IllegalStateException("the batches can no longer be read: " + failure.get(), failure.get());
        }
        return new Counts(sent, batched.sum(), routed.sum(), dropped.sum(), deadLetters.sum(), batches.sum(), objects);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
