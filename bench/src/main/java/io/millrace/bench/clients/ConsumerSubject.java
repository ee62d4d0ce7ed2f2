// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.clients;

import io.millrace.bench.subject.Repeating;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The raw consumer: looks at every record and forgets it. Where the topic ends it begins again, so that it is never short
 * of records; a {@link Spec#EVENTS} of {@link Long#MAX_VALUE} lets it.
 */
public final class ConsumerSubject implements Subject {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Spec spec;
    private final AtomicLong processed = new AtomicLong();
    private final Repeating work = new Repeating("consumer", this::read);
    private KafkaConsumer<byte[], byte[]> consumer;
    private List<TopicPartition> partitions;
    private long bytes;

    public ConsumerSubject(Spec spec) {
        this.spec = spec;
    }

    @Override
    public void start() {
        consumer = new KafkaConsumer<>(BareClientSettings.consumer(spec));
        partitions = Partitions.of(consumer, spec.text(Spec.TOPIC));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        work.start();
    }

    private void read() {
        long count = processed.get();
        for (ConsumerRecord<byte[], byte[]> event : consumer.poll(POLL)) {
            bytes += event.value() == null ? 0 : event.value().length;
            count++;
        }
        processed.lazySet(count);
        if (partitions.stream().allMatch(this::isRead)) {
            consumer.seekToBeginning(partitions);
        }
    }

    private boolean isRead(TopicPartition partition) {
        return consumer.currentLag(partition).orElse(1) == 0;
    }

    @Override
    public long processed() {
        work.check();
        return processed.get();
    }

    @Override
    public long stop() throws InterruptedException {
        work.stop();
        return processed.get();
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of("fetchedBytes", Fetched.bytes(consumer.metrics(), ""), "valueBytes", bytes);
    }
}
