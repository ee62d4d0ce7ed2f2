// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that is killed in the middle of a commit may keep a transaction open that its coordinator has long ended: Kafka 4.3.1 did
 * twice in two thousand kills. Committed offsets stay unknown then, or state unread, and the pipeline waits. What an operator does about it with
 * {@code kafka-transactions.sh find-hanging} and {@code abort}, this does.
 */
public final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    /** Its coordinator would have ended it by now: no transaction here may take that long. */
    private static final Duration OLD = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private int ended;

    public HangingTransactions(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** How many there were, for the table. */
    public String told() {
        return ended == 0
                ? ""
                : "%nTransactions that Kafka had left open for ever, and that were ended as an operator would: %d.%n"
                        .formatted(ended);
    }

    public void end() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<TopicPartition, List<ProducerState>> open = open(admin);
            Set<Long> known = known(admin);
            for (Map.Entry<TopicPartition, List<ProducerState>> at : open.entrySet()) {
                for (ProducerState producer : at.getValue()) {
                    if (!known.contains(producer.producerId())) {
                        abort(admin, at.getKey(), producer);
                    }
                }
            }
        } catch (ExecutionException e) {
            LOG.atInfo().setCause(e).log("Cannot look for hanging transactions now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<TopicPartition, List<ProducerState>> open(Admin admin)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> topic.partitions()
                .forEach(one -> partitions.add(new TopicPartition(name, one.partition()))));
        return admin.describeProducers(partitions).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, at -> at.getValue().activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .toList()));
    }

    private static Set<Long> known(Admin admin) throws ExecutionException, InterruptedException {
        Set<TransactionState> unfinished = Set.of(
                TransactionState.ONGOING,
                TransactionState.PREPARE_COMMIT,
                TransactionState.PREPARE_ABORT,
                TransactionState.PREPARE_EPOCH_FENCE);
        return admin.listTransactions(new ListTransactionsOptions().filterStates(unfinished)).all().get().stream()
                .map(TransactionListing::producerId)
                .collect(Collectors.toSet());
    }

    private void abort(Admin admin, TopicPartition partition, ProducerState producer)
            throws ExecutionException, InterruptedException {
        LOG.atWarn()
                .addKeyValue("partition", partition)
                .addKeyValue("producer", producer)
                .log("A transaction hangs, and is ended");
        admin.abortTransaction(new AbortTransactionSpec(
                        partition,
                        producer.producerId(),
                        (short) producer.producerEpoch(),
                        producer.coordinatorEpoch().orElse(0)))
                .all()
                .get();
        ended++;
    }
}
