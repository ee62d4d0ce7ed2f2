package io.millrace.bench.clients;

import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that counts; at the end of the topic it begins anew. */
public final class ConsumerSubject implements Subject, Worker.Job {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Spec spec;
    private final long lapEvents;
    private final Worker worker = new Worker("consumer", this);
    private KafkaConsumer<byte[], byte[]> consumer;
    private long lap;
    private final LongAdder read = new LongAdder();

    public ConsumerSubject(Spec spec) {
        this.spec = spec;
        lapEvents = spec.number(Spec.TOPIC_EVENTS);
    }

    @Override
    public void start() {
        consumer = new KafkaConsumer<>(
                ClientSettings.consumer(spec), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(spec.text(Spec.TOPIC)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        worker.start();
    }

    @Override
    public void step() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
        lap += records.count();
        read.add(records.count());
        if (lap >= lapEvents) {
            lap = 0;
            consumer.seekToBeginning(consumer.assignment());
        }
    }

    @Override
    public void end() {
        consumer.close();
    }

    @Override
    public long processed() {
        worker.check();
        return read.sum();
    }

    @Override
    public long stop() throws InterruptedException {
        worker.stop();
        return read.sum();
    }
}
