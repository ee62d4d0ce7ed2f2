// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.transactions;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.transactions.OpenTransaction.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;

/**
 * What coordinators decided about transactions of pipelines. They remember the last one of a producer. From transaction version 2 on each
 * has an epoch of its own, and the end of one is written with the next epoch (KIP-890), so there is no doubt which one it was.
 */
final class Outcomes {
    private static final int NUMBERED = 2;

    private final ClusterAdmin cluster;
    private final List<String> ids;

    Outcomes(ClusterAdmin cluster, MillraceConfig config) {
        this.cluster = cluster;
        ids = config.pipelines().stream()
                .map(pipeline -> pipeline.application().transactions())
                .toList();
    }

    List<OpenTransaction> of(List<OpenTransaction> hanging) {
        Map<Long, TransactionDescription> last = numbersTransactions() ? last(hanging) : Map.of();
        return hanging.stream()
                .map(one ->
                        one.with(decided(one.producer(), last.get(one.producer().producerId()))))
                .toList();
    }

    /** {@code last} is the producer's last transaction, as its coordinator knows it; null when that is not asked. */
    static Outcome decided(ProducerState producer, TransactionDescription last) {
        if (last == null || last.producerEpoch() != producer.producerEpoch() + 1) {
            return Outcome.UNKNOWN;
        }
        return switch (last.state()) {
            case COMPLETE_COMMIT -> Outcome.COMMITTED;
            case COMPLETE_ABORT -> Outcome.ABORTED;
            default -> Outcome.UNKNOWN;
        };
    }

    private boolean numbersTransactions() {
        FinalizedVersionRange version = cluster.answer(
                        cluster.admin().describeFeatures().featureMetadata(), "its features")
                .finalizedFeatures()
                .get("transaction.version");
        return version != null && version.maxVersionLevel() >= NUMBERED;
    }

    private Map<Long, TransactionDescription> last(List<OpenTransaction> hanging) {
        List<Long> producers =
                hanging.stream().map(one -> one.producer().producerId()).toList();
        Collection<TransactionListing> listed = cluster.answer(
                cluster.admin()
                        .listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                        .all(),
                "its transactions");
        List<String> ours = listed.stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> ids.stream().anyMatch(id::startsWith))
                .toList();
        Map<Long, TransactionDescription> last = new HashMap<>();
        cluster.answer(cluster.admin().describeTransactions(ours).all(), "the transactions " + ours)
                .values()
                .forEach(one -> last.put(one.producerId(), one));
        return last;
    }
}
