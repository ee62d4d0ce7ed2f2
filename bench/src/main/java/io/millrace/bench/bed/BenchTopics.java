// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.bed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of all runs, on one broker. */
public final class BenchTopics implements AutoCloseable {
    private final String bootstrapServers;
    private Admin admin;

    BenchTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Without a limit in time: event time of the data lies in the past on purpose. */
    public void create(String name, int partitions) throws ExecutionException, InterruptedException {
        NewTopic topic = new NewTopic(name, partitions, (short) 1)
                .configs(Map.of(
                        "max.message.bytes", "16777216",
                        "segment.bytes", "268435456",
                        "retention.ms", "-1",
                        "file.delete.delay.ms", "1000"));
        admin().createTopics(List.of(topic)).all().get();
        awaitLeader(name, partitions);
    }

    /** The controller makes a topic, its broker hears of it a moment later, and leads it another moment later. */
    private void awaitLeader(String name, int partitions) throws ExecutionException, InterruptedException {
        while (true) {
            try {
                end(name, partitions);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    /** Deletes every topic whose name begins so, and waits for nothing. */
    public void deleteAll(String prefix) throws ExecutionException, InterruptedException {
        List<String> names = admin().listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        admin().deleteTopics(names).all().get();
    }

    /** The same for whoever closes: an interruption is kept, and whatever else prevents it is no checked exception. */
    public void remove(String prefix) {
        try {
            deleteAll(prefix);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics of " + prefix + " cannot be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Records written to the topic so far, markers of transactions included. */
    public long end(String name, int partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(0, partitions)
                .boxed()
                .collect(java.util.stream.Collectors.toMap(
                        partition -> new TopicPartition(name, partition), any -> OffsetSpec.latest()));
        return admin().listOffsets(asked).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
