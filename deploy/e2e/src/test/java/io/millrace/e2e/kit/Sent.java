// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends JSON events with an id and one of a few groups each, and keeps the ids that the broker acknowledged. */
public final class Sent implements AutoCloseable {
    /** Prime to the number of partitions, so that each partition has events of each group. */
    public static final int GROUPS = 7;

    public final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final boolean repeats;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private int next;

    public Sent(String bootstrapServers, String topic) {
        this(bootstrapServers, topic, false);
    }

    /** @param repeats whether one event of ten is sent twice */
    Sent(String bootstrapServers, String topic, boolean repeats) {
        this.topic = topic;
        this.repeats = repeats;
        // One request at a time: on a topic just made, a second one can overtake a first that found no leader yet, and
        // then the broker refuses the first for ever.
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "linger.ms", 5,
                        "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends {@code count} events, spread over the topic's {@code partitions}. */
    public void send(int count, int partitions) {
        for (int i = 0; i < count; i++) {
            String id = "event-" + next++;
            byte[] value = ("{\"group\":" + next % GROUPS + ",\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
            send(id, next % partitions, value);
            if (repeats && next % 10 == 0) {
                send(id, next % partitions, value);
            }
        }
        producer.flush();
        if (failure.get() != null) {
            throw new AssertionError("An event was not acknowledged", failure.get());
        }
    }

    private void send(String id, int partition, byte[] value) {
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, partition, null, value), (where, exception) -> {
                    if (exception == null) {
                        ids.add(id);
                    } else {
                        failure.set(exception);
                    }
                });
    }

    @Override
    public void close() {
        producer.close();
    }
}
