// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.watch;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * How long what was read has waited for a commit. Costs something for each poll and each commit, and nothing for each event. Polls and
 * commits are those of a stream thread; anybody may ask.
 */
public final class CommitAge {
    private static final double NANOS = 1e9;

    /** By thread, since when each partition has something that is read and not committed. */
    private final Map<Thread, Map<TopicPartition, Long>> waiting = new ConcurrentHashMap<>();

    private final LongSupplier nanoTime;

    /** {@code nanoTime} is that of a monotonic clock. */
    public CommitAge(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Of the partition that has waited longest, in seconds; 0 when all is committed. */
    public double seconds() {
        long now = nanoTime.getAsLong();
        return waiting.values().stream()
                .flatMap(ofThread -> ofThread.values().stream())
                .mapToDouble(since -> (now - since) / NANOS)
                .max()
                .orElse(0);
    }

    /** The same consumer, whose polls and commits count. */
    @SuppressWarnings("unchecked")
    public Consumer<byte[], byte[]> over(Consumer<byte[], byte[]> consumer) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                waiting.remove(Thread.currentThread());
            }
            try {
                Object result = method.invoke(consumer, arguments);
                switch (method.getName()) {
                    case "poll" -> read(consumer, (ConsumerRecords<?, ?>) result);
                    case "commitSync" -> committed();
                    default -> {}
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (Consumer<byte[], byte[]>)
                Proxy.newProxyInstance(CommitAge.class.getClassLoader(), new Class<?>[] {Consumer.class}, handler);
    }

    private void read(Consumer<?, ?> consumer, ConsumerRecords<?, ?> records) {
        Map<TopicPartition, Long> own =
                waiting.computeIfAbsent(Thread.currentThread(), thread -> new ConcurrentHashMap<>());
        if (!own.isEmpty()) {
            // What was lost to another owner is committed there.
            own.keySet().retainAll(consumer.assignment());
        }
        long now = nanoTime.getAsLong();
        records.partitions().forEach(partition -> own.putIfAbsent(partition, now));
    }

    /** This thread has committed, by its consumer or its producer. */
    public void committed() {
        Map<TopicPartition, Long> own = waiting.get(Thread.currentThread());
        if (own != null) {
            own.clear();
        }
    }
}
