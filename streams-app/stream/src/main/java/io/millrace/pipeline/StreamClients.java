// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.millrace.pipeline.watch.CommitAge;
import io.millrace.source.RunClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicCollection.TopicNameCollection;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of one Kafka Streams instance. Remembers them while it is being created, because one that fails then leaves its
 * clients open; reads events in runs and watches what is missed; gives producers ids of their own; and lets internal topics follow the source, just before Kafka
 * Streams compares their partitions.
 */
final class StreamClients implements KafkaClientSupplier {
    private final KafkaClientSupplier made;
    private final InternalTopics internal;
    private final CommitAge commits;
    private final Queue<AutoCloseable> all = new ConcurrentLinkedQueue<>();
    private final TransactionalIds ids = new TransactionalIds(() -> this.admin);
    private volatile Admin admin;
    private volatile boolean isHandedOver;

    /**
     * @param missed is told how many offsets were gone before they were read, as {@link RetentionWatch} says
     * @param commits is told what is read and committed
     */
    StreamClients(KafkaClientSupplier made, InternalTopics internal, LongConsumer missed, CommitAge commits) {
        this.made = new RunClients(made, internal.source(), events -> RetentionWatch.over(events, missed));
        this.internal = internal;
        this.commits = commits;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        Admin own = remember(made.getAdmin(config));
        admin = own;
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> ask(own, method, arguments));
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        Producer<byte[], byte[]> producer = remember(made.getProducer(ids.own(config)));
        boolean isTransactional = config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return isTransactional ? TransactionGuard.over(producer, commits::committed) : producer;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return commits.over(remember(made.getConsumer(config)));
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return remember(made.getRestoreConsumer(config));
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return remember(made.getGlobalConsumer(config));
    }

    /** Internal topics are described by the thread that leads the group, before it assigns partitions. */
    private Object ask(Admin own, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("describeTopics") && internal.hasAny(names(arguments[0]))) {
            internal.followSource(own);
        }
        try {
            return method.invoke(own, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Collection<?> names(Object topics) {
        if (topics instanceof TopicNameCollection names) {
            return names.topicNames();
        }
        return topics instanceof Collection<?> names ? names : List.of();
    }

    private <T extends AutoCloseable> T remember(T client) {
        if (!isHandedOver) {
            all.add(client);
        }
        return client;
    }

    /** For clients that nobody else can close any more. */
    void closeAll() {
        all.forEach(
                client -> Utils.closeQuietly(client, "a client of a Kafka Streams instance that could not be created"));
    }

    /** Kafka Streams has been created and closes them itself; those of threads that it replaces must be free to be forgotten. */
    void handOver() {
        isHandedOver = true;
        all.clear();
    }
}
