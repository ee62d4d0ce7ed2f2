// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.transactions;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.ClusterException;
import io.millrace.operations.cluster.TopicState;
import io.millrace.operations.transactions.OpenTransaction.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/** Looks for transactions that a broker's crash left open forever, as {@code kafka-transactions.sh find-hanging} does. */
public final class TransactionExaminer {
    /** One that was written to since then may have started, or ended, during the search. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final Set<TransactionState> UNFINISHED = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    private final ClusterAdmin cluster;
    private final MillraceConfig config;
    private final Clock clock;

    public TransactionExaminer(ClusterAdmin cluster, MillraceConfig config, Clock clock) {
        this.cluster = cluster;
        this.config = config;
        this.clock = clock;
    }

    /** Those on {@code topics}; null when this user may not ask. */
    public List<OpenTransaction> hanging(Collection<TopicState> topics) {
        try {
            List<OpenTransaction> old = open(topics).stream()
                    .filter(one -> one.lastWrite().isBefore(clock.instant().minus(FRESH)))
                    .toList();
            if (old.isEmpty()) {
                return old;
            }
            Set<Long> known = known();
            List<OpenTransaction> hanging = old.stream()
                    .filter(one -> !known.contains(one.producer().producerId()))
                    .toList();
            return hanging.isEmpty() ? hanging : new Outcomes(cluster, config).of(hanging);
        } catch (ClusterException e) {
            if (e.isForbidden()) {
                return null;
            }
            throw e;
        }
    }

    private List<OpenTransaction> open(Collection<TopicState> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .filter(partition -> partition.leader() >= 0)
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        List<OpenTransaction> open = new ArrayList<>();
        Map<TopicPartition, PartitionProducerState> producers =
                cluster.answer(cluster.admin().describeProducers(partitions).all(), "the producers of the topics");
        producers.forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .map(producer -> new OpenTransaction(partition, producer, Outcome.UNKNOWN))
                .forEach(open::add));
        open.sort(Comparator.comparing(one -> one.partition().toString()));
        return open;
    }

    private Set<Long> known() {
        return cluster
                .answer(
                        cluster.admin()
                                .listTransactions(new ListTransactionsOptions().filterStates(UNFINISHED))
                                .all(),
                        "its transactions")
                .stream()
                .map(TransactionListing::producerId)
                .collect(Collectors.toSet());
    }
}
