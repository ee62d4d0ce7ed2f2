package io.millrace.bench;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.Schemas;
import io.millrace.schemas.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The events of every run: Avro clicks of about 200 bytes, the same bytes in the same order for all. */
final class Workload {
    static final String TOPIC = "bench.events";
    static final Schema SCHEMA = Schemas.CLICK;

    private static final int VARIANTS = 1_000;

    private final String bootstrapServers;

    Workload(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    void createTopic(String name, int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1)
                    .configs(Map.of("max.message.bytes", "16777216", "segment.bytes", "268435456"));
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    /** Writes {@code events} events, a millisecond of event time for each thousand; returns their bytes. */
    long fill(int schemaId, long events) {
        byte[][] values = values(schemaId);
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 50, "batch.size", 200_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long start = System.currentTimeMillis() - events / 1_000;
            for (long i = 0; i < events; i++) {
                byte[] value = values[(int) (i % VARIANTS)];
                bytes += value.length;
                Future<?> unused = producer.send(new ProducerRecord<>(TOPIC, null, start + i / 1_000, null, value));
            }
        }
        return bytes;
    }

    private static byte[][] values(int schemaId) {
        Random random = new Random(42);
        byte[][] values = new byte[VARIANTS][];
        AvroBuffer out = new AvroBuffer(512);
        for (int i = 0; i < VARIANTS; i++) {
            out.clear();
            out.writeString("click-" + Long.toHexString(random.nextLong()));
            out.writeString("request-" + Long.toHexString(random.nextLong()));
            out.writeLong(1_790_000_000_000L + i);
            out.writeLong(1);
            out.writeString("user-" + random.nextInt(100_000));
            out.writeLong(random.nextInt(5));
            out.writeString("/products/" + random.nextInt(10_000) + "/reviews");
            out.writeLong(200);
            out.writeLong(random.nextInt(100_000));
            out.writeLong(0);
            out.writeString("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0 variant/"
                    + random.nextInt(1_000));
            values[i] = WireFormat.frame(schemaId, out.toByteArray());
        }
        return values;
    }
}
