// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.BatchMaker;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic that connectors read: batches as the stream writes them, or the same events one by one.
 *
 * @param eventBytes of an event's value, about
 * @param eventsOfRecord 1 for single events
 * @param events at full pace
 */
public record Input(String topic, int eventBytes, int eventsOfRecord, long events, Filling filling) {
    public static final int BATCH_EVENTS = 5_000;
    /** As many tasks. */
    public static final int PARTITIONS = 2;

    /** Writes events to a topic that is there. */
    interface Filling {
        void fill(TestBed bed, String topic, long events) throws Exception;
    }

    /** Something that makes events or batches, for one thread. */
    public interface Making<T> {
        T make(TestBed bed) throws Exception;
    }

    /** Makes the record of one event. */
    public interface EventMaker {
        byte[] event(int partition, long offset);
    }

    public static Input batches(String topic, int eventBytes, long events, Making<BatchMaker> batches) {
        return new Input(
                topic,
                eventBytes,
                BATCH_EVENTS,
                events,
                (bed, to, all) -> BatchTopic.write(
                        bed.bootstrapServers(), to, PARTITIONS, all / BATCH_EVENTS, batches.make(bed)));
    }

    public static Input events(String topic, int eventBytes, long events, Making<EventMaker> maker) {
        return new Input(
                topic,
                eventBytes,
                1,
                events,
                (bed, to, all) -> writeEvents(bed.bootstrapServers(), to, all, maker.make(bed)));
    }

    /** Each partition in the order of its batches, whose events have the same partition, offset and time. */
    private static void writeEvents(String bootstrapServers, String topic, long events, EventMaker maker) {
        try (KafkaProducer<byte[], byte[]> producer = BatchTopic.producer(bootstrapServers)) {
            for (long i = 0; i < events; i++) {
                long batch = i / BATCH_EVENTS;
                int partition = (int) (batch % PARTITIONS);
                long offset = batch / PARTITIONS * BATCH_EVENTS + i % BATCH_EVENTS;
                Future<?> unused = producer.send(new ProducerRecord<>(
                        topic, partition, BatchMaker.START + i % BATCH_EVENTS, null, maker.event(partition, offset)));
            }
        }
    }

    /** Whole batches for each partition. */
    public long events(Pace pace) {
        long unit = (long) BATCH_EVENTS * PARTITIONS;
        return Math.max(1, pace.events(events) / unit) * unit;
    }
}
