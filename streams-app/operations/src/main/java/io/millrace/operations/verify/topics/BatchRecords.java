// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.verify.account.SeenBatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Fetches batches one by one. Keeps the result of the last fetch: objects come in the order of their names, which is partly that of the batches. */
public final class BatchRecords implements Batches, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** One batch is fetched whatever its size; any further ones are usually not what is requested next. */
    private static final int FETCH_BYTES = 64 * 1024;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long patienceMs;
    private final NavigableMap<Long, byte[]> fetched = new TreeMap<>();
    private TopicPartition at;

    public BatchRecords(MillraceConfig config) {
        patienceMs = config.timeouts().start().toMillis();
        consumer = LoneConsumer.of(config, Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES));
    }

    @Override
    public byte[] read(SeenBatch.Place place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        if (!partition.equals(at)) {
            consumer.assign(List.of(partition));
            at = partition;
            fetched.clear();
        }
        if (!fetched.containsKey(place.offset())) {
            fetch(place.offset());
        }
        return fetched.get(place.offset());
    }

    private void fetch(long offset) {
        fetched.clear();
        consumer.seek(at, offset);
        long giveUpAt = System.nanoTime() + Duration.ofMillis(patienceMs).toNanos();
        // A record that has meanwhile gone moves the position on to what is there now.
        while (fetched.isEmpty() && consumer.position(at) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                fetched.put(record.offset(), record.value());
            }
            if (fetched.isEmpty() && System.nanoTime() > giveUpAt) {
                throw new VerificationException("Offset " + offset + " of " + at + " could not be read again for "
                        + patienceMs + " ms: are the brokers up?");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
