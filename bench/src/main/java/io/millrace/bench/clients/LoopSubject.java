package io.millrace.bench.clients;

import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import io.millrace.schemas.AvroBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Consume, buffer, produce, without any framework: a batch is length-prefixed events of one partition. At each interval
 * the producer is flushed and the offset of the first buffered event committed, so a crash loses nothing.
 */
public final class LoopSubject implements Subject, Worker.Job {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Spec spec;
    private final int batchEvents;
    private final long commitNanos;
    private final String sinkTopic;
    private final Worker worker = new Worker("loop", this);
    private final Map<TopicPartition, Buffer> buffers = new HashMap<>();
    private KafkaConsumer<byte[], byte[]> consumer;
    private KafkaProducer<byte[], byte[]> producer;
    private long committedAt;
    private final LongAdder processed = new LongAdder();

    private static final class Buffer {
        final AvroBuffer bytes = new AvroBuffer(64 * 1024);
        int events;
        long next;
    }

    public LoopSubject(Spec spec) {
        this.spec = spec;
        batchEvents = (int) spec.number(Spec.BATCH_EVENTS);
        commitNanos = Duration.ofMillis(spec.number(Spec.COMMIT_MS, 1_000)).toNanos();
        sinkTopic = spec.text(Spec.SINK_TOPIC);
    }

    @Override
    public void start() {
        consumer = new KafkaConsumer<>(
                ClientSettings.consumer(spec), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                ClientSettings.producer(spec), new ByteArraySerializer(), new ByteArraySerializer());
        consumer.subscribe(List.of(spec.text(Spec.TOPIC)));
        committedAt = System.nanoTime();
        worker.start();
    }

    @Override
    public void step() {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(PATIENCE);
        for (TopicPartition partition : polled.partitions()) {
            Buffer buffer = buffers.computeIfAbsent(partition, any -> new Buffer());
            for (ConsumerRecord<byte[], byte[]> event : polled.records(partition)) {
                take(event, partition, buffer);
            }
        }
        processed.add(polled.count());
        if (System.nanoTime() - committedAt >= commitNanos) {
            commit();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> event, TopicPartition partition, Buffer buffer) {
        buffer.bytes.writeBytes(event.value(), 0, event.value().length);
        buffer.events++;
        buffer.next = event.offset() + 1;
        if (buffer.events >= batchEvents) {
            send(partition, buffer);
        }
    }

    private void send(TopicPartition from, Buffer buffer) {
        Future<?> unused =
                producer.send(new ProducerRecord<>(sinkTopic, from.partition(), null, buffer.bytes.toByteArray()));
        buffer.bytes.clear();
        buffer.events = 0;
    }

    private void commit() {
        producer.flush();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        buffers.forEach(
                (partition, buffer) -> offsets.put(partition, new OffsetAndMetadata(buffer.next - buffer.events)));
        consumer.commitSync(offsets);
        committedAt = System.nanoTime();
    }

    @Override
    public void end() {
        buffers.forEach((partition, buffer) -> {
            if (buffer.events > 0) {
                send(partition, buffer);
            }
        });
        commit();
        consumer.close();
        producer.close();
    }

    @Override
    public long processed() {
        worker.check();
        return processed.sum();
    }

    @Override
    public long stop() throws InterruptedException {
        worker.stop();
        return buffers.values().stream().mapToLong(buffer -> buffer.next).sum();
    }
}
