// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.data;

import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.Schemas;
import io.millrace.schemas.WireFormat;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a data set: clicks in Avro, padded in their last field to the size that is asked for, or {@link JsonClicks}. */
public final class Fill {
    public static final Schema SCHEMA = Schemas.CLICK;

    /** The id that the first schema of a registry has. */
    public static final int SCHEMA_ID = 1;

    private static final int VARIANTS = 1_000;

    /** Smaller ones have no room for it. */
    private static final int LEAST_WITH_IDS = 150;

    private static final String ID = "click-";
    private static final int ID_DIGITS = 16;
    /** Behind the length of the id, the first field. */
    private static final int ID_FROM = WireFormat.PREFIX_BYTES + 1 + ID.length();

    private static final String REQUEST = "request-";
    private static final int TIME_BYTES = 6;
    private static final String USER = "user-";
    private static final int USERS = 10_000;
    private static final int USER_DIGITS = 4;
    /** Behind id, request and time, the branch of a union and the length of the user. */
    private static final int USER_FROM =
            ID_FROM + ID_DIGITS + 1 + REQUEST.length() + ID_DIGITS + TIME_BYTES + 2 + USER.length();

    private Fill() {}

    /** Writes the first {@code events} events, evenly over the partitions; a millisecond of event time for each thousand. */
    public static void write(String bootstrapServers, DataSet data, long events) {
        boolean json = data.format() == PayloadFormat.JSON;
        byte[][] values = json ? JsonClicks.values(data.eventBytes()) : values(data.eventBytes());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "linger.ms", 50,
                        "batch.size", 200_000,
                        "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long start = System.currentTimeMillis() - events / 1_000 - data.windows() * DataSet.WINDOW_MS;
            WindowOrder order = new WindowOrder(data.windows());
            int window = 0;
            for (long i = 0; i < events; i++) {
                int partition = (int) (i % data.partitions());
                if (partition == 0) {
                    window = order.next();
                }
                long time = start + (data.windows() == 1 ? i / 1_000 : window * DataSet.WINDOW_MS);
                byte[] value = json ? values[(int) (i % values.length)] : event(values, i);
                // It takes a copy.
                Future<?> unused = producer.send(new ProducerRecord<>(data.topic(), partition, time, null, value));
            }
        }
    }

    /**
     * The event of that number, as {@link #write} writes it: one of {@code values}, with an id that no other has and one of {@value #USERS}
     * users, in no order, if there is room for it.
     */
    public static byte[] event(byte[][] values, long number) {
        byte[] value = values[(int) (number % values.length)];
        if (value.length >= LEAST_WITH_IDS) {
            for (int i = 0; i < ID_DIGITS; i++) {
                value[ID_FROM + i] = (byte) Character.forDigit((int) (number >>> (4 * i)) & 0xf, 16);
            }
            int user = (int) ((number * 0x9E3779B97F4A7C15L) >>> 40) % USERS;
            for (int i = USER_DIGITS - 1; i >= 0; i--) {
                value[USER_FROM + i] = (byte) ('0' + user % 10);
                user /= 10;
            }
        }
        return value;
    }

    /** Values in the wire format, as producers of clicks write them. */
    public static byte[][] values(int eventBytes) {
        Random random = new Random(42);
        byte[][] values = new byte[VARIANTS][];
        for (int i = 0; i < VARIANTS; i++) {
            values[i] = value(random, eventBytes);
        }
        return values;
    }

    /** The same, of a schema that the registry calls otherwise. */
    public static byte[][] values(int eventBytes, int schemaId) {
        byte[][] values = values(eventBytes);
        for (byte[] value : values) {
            WireFormat.writePrefix(value, schemaId);
        }
        return values;
    }

    private static byte[] value(Random random, int eventBytes) {
        AvroBuffer out = new AvroBuffer(eventBytes);
        boolean small = eventBytes < LEAST_WITH_IDS;
        out.writeString(
                small
                        ? Integer.toHexString(random.nextInt())
                        : ID + HexFormat.of().toHexDigits(random.nextLong()));
        out.writeString(small ? "" : REQUEST + HexFormat.of().toHexDigits(random.nextLong()));
        out.writeLong(1_790_000_000_000L + random.nextInt(1_000_000));
        out.writeLong(1);
        out.writeString(small ? "" : USER + "0".repeat(USER_DIGITS));
        out.writeLong(random.nextInt(5));
        out.writeString(small ? "/p" : "/products/" + random.nextInt(10_000) + "/reviews");
        out.writeLong(200);
        out.writeLong(random.nextInt(100_000));
        out.writeLong(0);
        byte[] head = out.toByteArray();
        int rest = Math.max(0, eventBytes - WireFormat.PREFIX_BYTES - head.length - 2);
        out.writeString(userAgent(random, rest));
        return WireFormat.frame(SCHEMA_ID, out.toByteArray());
    }

    /** Text that compresses about as well as log lines do. */
    private static String userAgent(Random random, int length) {
        StringBuilder text = new StringBuilder(length + 32);
        while (text.length() < length) {
            text.append("Mozilla/5.0 (X11; Linux x86_64; rv:")
                    .append(random.nextInt(200))
                    .append(") Gecko/")
                    .append(20_100_000 + random.nextInt(10_000))
                    .append(" Firefox/")
                    .append(random.nextInt(200))
                    .append(' ');
        }
        return text.substring(0, length);
    }
}
