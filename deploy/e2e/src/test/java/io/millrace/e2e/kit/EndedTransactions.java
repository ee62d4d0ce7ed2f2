// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.ClusterException;
import io.millrace.operations.transactions.HangingTransactions;
import io.millrace.operations.transactions.HangingTransactions.Ended;
import io.millrace.operations.transactions.OpenTransaction;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that a restarted broker has left open: committed offsets stay unknown then, or batches unread. Does what an operator
 * would: {@code end-transactions}, and Kafka's own abort for what that one leaves.
 */
public final class EndedTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(EndedTransactions.class);

    private int decided;
    private int aborted;

    /** How many there were, for the table. */
    public String told() {
        return decided + aborted == 0
                ? ""
                : ("%nTransactions that Kafka had left open on a partition forever: %d were ended there as their coordinators had"
                                + " decided, %d were aborted because nobody knew.%n")
                        .formatted(decided, aborted);
    }

    /** Those of the pipeline with these settings. */
    public void end(Map<String, String> settings) {
        MillraceConfig config = MillraceConfig.of(settings);
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            Ended found = HangingTransactions.end(config, cluster, Clock.systemUTC());
            found.ended().forEach(EndedTransactions::log);
            decided += found.ended().size();
            abort(found.left(), cluster);
        } catch (ClusterException e) {
            LOG.atInfo().setCause(e).log("Cannot end hanging transactions now");
        }
    }

    private static void log(OpenTransaction one) {
        LOG.atWarn().addKeyValue("transaction", one).log("A transaction hangs, and is ended");
    }

    private void abort(List<OpenTransaction> left, ClusterAdmin cluster) {
        for (OpenTransaction one : left) {
            log(one);
            AbortTransactionSpec abort = new AbortTransactionSpec(
                    one.partition(),
                    one.producer().producerId(),
                    (short) one.producer().producerEpoch(),
                    one.producer().coordinatorEpoch().orElse(0));
            cluster.answer(cluster.admin().abortTransaction(abort).all(), "an abort");
            aborted++;
        }
    }
}
