// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when retention was faster than the stream. A consumer whose position has left its topic silently continues at the
 * beginning of what is left; the events in between were never read. Checks only the first record of each poll, and asks the broker
 * only when offsets are missing before it, which transaction markers cause, too.
 */
final class RetentionWatch implements InvocationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionWatch.class);

    private final Consumer<?, ?> consumer;
    private final LongConsumer missed;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private RetentionWatch(Consumer<?, ?> consumer, LongConsumer missed) {
        this.consumer = consumer;
        this.missed = missed;
    }

    /** The same consumer; {@code missed} is told how many offsets were gone before they were read. */
    @SuppressWarnings("unchecked")
    static <K, V> Consumer<K, V> over(Consumer<K, V> consumer, LongConsumer missed) {
        return (Consumer<K, V>) Proxy.newProxyInstance(
                RetentionWatch.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                new RetentionWatch(consumer, missed));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            Object result = method.invoke(consumer, arguments);
            if (result instanceof ConsumerRecords<?, ?> records) {
                look(records);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void look(ConsumerRecords<?, ?> records) {
        for (TopicPartition partition : records.partitions()) {
            long first = records.records(partition).get(0).offset();
            Long expected = next.get(partition);
            if (expected == null || first > expected) {
                look(partition, expected, first);
            }
        }
        // Partitions that were given up and come back have been read further by somebody else.
        next.keySet().retainAll(consumer.assignment());
        records.nextOffsets().forEach((partition, position) -> next.put(partition, position.offset()));
    }

    private void look(TopicPartition partition, Long position, long first) {
        try {
            Long expected = position == null ? committed(partition) : position;
            if (expected == null || first <= expected) {
                return;
            }
            long beginning = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, expected);
            long gone = Math.min(beginning, first) - expected;
            if (gone > 0) {
                missed.accept(gone);
                LOG.atError()
                        .addKeyValue("topic", partition.topic())
                        .addKeyValue("partition", partition.partition())
                        .addKeyValue("firstOffset", expected)
                        .addKeyValue("lastOffset", expected + gone - 1)
                        .log("The topic's retention has removed events before they were read; they are in no batch");
            }
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("partition", partition.partition())
                    .addKeyValue("cause", e.toString())
                    .log("Cannot determine whether events left the topic before they were read; run verify");
        }
    }

    /** How far a previous owner had got; null for none, and then the pipeline starts wherever the topic does. */
    private Long committed(TopicPartition partition) {
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        return committed == null ? null : committed.offset();
    }
}
