// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsConfig;

/** The clients of one Kafka Streams, whose consumer of events makes runs of them. All others are {@code made}'s. */
public final class RunClients implements KafkaClientSupplier {
    private final KafkaClientSupplier made;
    private final String events;
    private final UnaryOperator<Consumer<ByteBuffer, ByteBuffer>> watched;

    /**
     * @param events the topic that is read in runs
     * @param watched is given the consumer of events as it is, and returns one that is to be read instead
     */
    public RunClients(
            KafkaClientSupplier made, String events, UnaryOperator<Consumer<ByteBuffer, ByteBuffer>> watched) {
        this.made = made;
        this.events = events;
        this.watched = watched;
    }

    /** Changes what {@code settings} say of events to what it means for runs, of which each is one record to Kafka Streams. */
    public static void countRuns(Properties settings) {
        String key = StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG;
        int events = new StreamsConfig(settings).getInt(key);
        settings.put(key, Math.max(1, events / EventRun.MAX_EVENTS));
    }

    /** Bytes as they lie in the fetched buffer, or in one of their own when that was compressed; on the heap in any case. */
    private static final class Slices implements Deserializer<ByteBuffer> {
        @Override
        public ByteBuffer deserialize(String topic, byte[] data) {
            return data == null ? null : ByteBuffer.wrap(data);
        }

        @Override
        public ByteBuffer deserialize(String topic, Headers headers, ByteBuffer data) {
            return data;
        }
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return RunConsumer.over(events, watched.apply(new KafkaConsumer<>(config, new Slices(), new Slices())));
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return made.getAdmin(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return made.getProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return made.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return made.getGlobalConsumer(config);
    }
}
