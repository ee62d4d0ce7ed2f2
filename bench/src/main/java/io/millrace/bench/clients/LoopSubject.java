// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.clients;

import io.millrace.bench.subject.Repeating;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The least that makes batches: consume, gather on the heap, produce. At least once: an offset is committed when all before
 * it is on the sink topic, so a crash repeats whole batches. It validates nothing, keeps no state and shares no work.
 */
public final class LoopSubject implements Subject {
    private static final Duration POLL = Duration.ofMillis(100);
    /** As much as Millrace is told here. */
    private static final int MOST_BYTES = 8_000_000;

    private final Spec spec;
    private final AtomicLong processed = new AtomicLong();
    private final Acknowledged acknowledged = new Acknowledged();
    private final Repeating work = new Repeating("loop", this::turn);
    private final Map<TopicPartition, LoopBuffer> buffers = new HashMap<>();
    private final Duration commitInterval;
    private KafkaConsumer<byte[], byte[]> consumer;
    private KafkaProducer<byte[], byte[]> producer;
    private long committedAt;

    public LoopSubject(Spec spec) {
        this.spec = spec;
        this.commitInterval = Duration.ofMillis(spec.number(Spec.COMMIT_MS, 1_000));
    }

    @Override
    public void start() {
        consumer = new KafkaConsumer<>(BareClientSettings.consumer(spec));
        producer = new KafkaProducer<>(BareClientSettings.producer(spec));
        int mostEvents = (int) spec.number(Spec.BATCH_EVENTS);
        for (TopicPartition partition : Partitions.of(consumer, spec.text(Spec.TOPIC))) {
            buffers.put(partition, new LoopBuffer(mostEvents, MOST_BYTES));
        }
        consumer.assign(buffers.keySet());
        committedAt = System.nanoTime();
        work.start();
    }

    private void turn() {
        ConsumerRecords<byte[], byte[]> events = consumer.poll(POLL);
        for (TopicPartition partition : events.partitions()) {
            LoopBuffer buffer = buffers.get(partition);
            for (ConsumerRecord<byte[], byte[]> event : events.records(partition)) {
                add(partition, buffer, event);
            }
        }
        processed.lazySet(processed.get() + events.count());
        if (System.nanoTime() - committedAt > commitInterval.toNanos()) {
            commit();
        }
    }

    private void add(TopicPartition partition, LoopBuffer buffer, ConsumerRecord<byte[], byte[]> event) {
        if (buffer.isTooFullFor(event.value())) {
            send(partition, buffer);
        }
        buffer.add(event.offset(), event.value());
        if (buffer.isFull()) {
            send(partition, buffer);
        }
    }

    private void send(TopicPartition partition, LoopBuffer buffer) {
        Future<?> unused = producer.send(
                new ProducerRecord<>(spec.text(Spec.SINK_TOPIC), partition.partition(), null, buffer.take()),
                acknowledged);
    }

    private long commit() {
        producer.flush();
        // Throws when one was not sent.
        acknowledged.count();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        buffers.forEach((partition, buffer) -> offsets.put(partition, new OffsetAndMetadata(buffer.commits())));
        consumer.commitSync(offsets);
        committedAt = System.nanoTime();
        return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    }

    @Override
    public long processed() {
        work.check();
        return processed.get();
    }

    @Override
    public long stop() throws InterruptedException {
        work.stop();
        buffers.forEach((partition, buffer) -> {
            if (!buffer.isEmpty()) {
                send(partition, buffer);
            }
        });
        long processed = commit();
        producer.close();
        return processed;
    }
}
