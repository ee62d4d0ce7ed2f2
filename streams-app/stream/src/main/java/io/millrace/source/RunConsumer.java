// SPDX-License-Identifier: Apache-2.0
package io.millrace.source;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/**
 * A consumer whose polls return runs of events, of the one topic that has events. All else is the consumer's own: positions, pauses, commits and metrics count events. A
 * poll also tells the position of each partition that is being read and had no event yet, so that every commit names it.
 */
final class RunConsumer implements InvocationHandler {
    private static final byte[] EMPTY = {};

    /** The year 9999: one near {@code Long.MAX_VALUE} hangs the clock of Kafka Streams (CVE-2026-111496). */
    private static final long MAX_TIMESTAMP = 253_402_300_799_999L;

    private final String events;
    private final Consumer<ByteBuffer, ByteBuffer> consumer;

    private RunConsumer(String events, Consumer<ByteBuffer, ByteBuffer> consumer) {
        this.events = events;
        this.consumer = consumer;
    }

    /** {@code events} is the topic that is read in runs; records of others stay what they are. */
    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> over(String events, Consumer<ByteBuffer, ByteBuffer> consumer) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                RunConsumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, new RunConsumer(events, consumer));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            if (method.getName().equals("pause")) {
                // As a partition is whose task is being recreated, and the new task knows no position.
                KnownPositions.ofThisThread().told.removeAll((Collection<?>) arguments[0]);
            }
            Object result = method.invoke(consumer, arguments);
            if (method.getName().equals("committed")) {
                note((Collection<TopicPartition>) arguments[0], (Map<TopicPartition, OffsetAndMetadata>) result);
            }
            return result instanceof ConsumerRecords ? runs((ConsumerRecords<ByteBuffer, ByteBuffer>) result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void note(Collection<TopicPartition> asked, Map<TopicPartition, OffsetAndMetadata> committed) {
        for (TopicPartition partition : asked) {
            OffsetAndMetadata offset = committed.get(partition);
            KnownPositions.ofThisThread().committed.put(partition, offset == null ? -1 : offset.offset());
        }
    }

    private ConsumerRecords<byte[], byte[]> runs(ConsumerRecords<ByteBuffer, ByteBuffer> fetched) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> all = new HashMap<>();
        for (TopicPartition partition : fetched.partitions()) {
            List<ConsumerRecord<ByteBuffer, ByteBuffer>> records = fetched.records(partition);
            all.put(
                    partition,
                    partition.topic().equals(events)
                            ? runs(records)
                            : records.stream().map(RunConsumer::copy).toList());
        }
        KnownPositions.ofThisThread().consumer = consumer;
        return new ConsumerRecords<>(all, positions(fetched.nextOffsets()));
    }

    /** Paused partitions are left out: their tasks are restoring, or have told theirs. */
    private Map<TopicPartition, OffsetAndMetadata> positions(Map<TopicPartition, OffsetAndMetadata> fetched) {
        Set<TopicPartition> known = KnownPositions.ofThisThread().told;
        known.addAll(fetched.keySet());
        Set<TopicPartition> assigned = consumer.assignment();
        known.retainAll(assigned);
        if (known.size() == assigned.size()) {
            return fetched;
        }
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>(fetched);
        Set<TopicPartition> paused = consumer.paused();
        for (TopicPartition partition : assigned) {
            if (!known.contains(partition) && !paused.contains(partition)) {
                try {
                    long position = consumer.position(partition, Duration.ZERO);
                    positions.put(partition, new OffsetAndMetadata(position));
                    known.add(partition);
                } catch (TimeoutException e) {
                    // Not found out yet; a later poll will tell.
                }
            }
        }
        return positions;
    }

    private static List<ConsumerRecord<byte[], byte[]>> runs(List<ConsumerRecord<ByteBuffer, ByteBuffer>> events) {
        List<ConsumerRecord<byte[], byte[]>> runs = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            int more = bytes(events.get(i));
            if (i > from && (i - from == EventRun.MAX_EVENTS || bytes + more > EventRun.MAX_BYTES)) {
                runs.add(run(events.subList(from, i), bytes));
                from = i;
                bytes = 0;
            }
            bytes += more;
        }
        runs.add(run(events.subList(from, events.size()), bytes));
        return runs;
    }

    private static ConsumerRecord<byte[], byte[]> copy(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                Utils.toNullableArray(record.key()),
                Utils.toNullableArray(record.value()),
                record.headers(),
                record.leaderEpoch(),
                record.deliveryCount());
    }

    private static int bytes(ConsumerRecord<ByteBuffer, ByteBuffer> event) {
        return Math.max(0, event.serializedKeySize()) + Math.max(0, event.serializedValueSize());
    }

    /** Its offset is that of its first event: what is committed while it waits, and where to go on when it fails. */
    private static ConsumerRecord<byte[], byte[]> run(List<ConsumerRecord<ByteBuffer, ByteBuffer>> events, int bytes) {
        ConsumerRecord<ByteBuffer, ByteBuffer> first = events.get(0);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                Math.min(Math.max(0, first.timestamp()), MAX_TIMESTAMP),
                TimestampType.CREATE_TIME,
                0,
                bytes,
                null,
                EMPTY,
                new RunHeaders(new EventRun(events)),
                first.leaderEpoch(),
                Optional.empty());
    }
}
