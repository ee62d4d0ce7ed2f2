// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.transactions;

import io.millrace.config.MillraceConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.ClusterException;
import io.millrace.operations.transactions.OpenTransaction.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Ends what nobody else will: transactions of pipelines, on their topics and on that of committed offsets. */
public final class HangingTransactions {
    private static final String OFFSETS = "__consumer_offsets";

    private HangingTransactions() {}

    /**
     * What was done.
     *
     * @param ended as their coordinators had decided
     * @param left still open, because what was decided is not known
     */
    public record Ended(List<OpenTransaction> ended, List<OpenTransaction> left) {}

    /**
     * Throws {@link ClusterException} when the cluster does not answer or this user may not ask, and, once the others are ended, when a
     * broker does not let one be ended.
     */
    public static Ended end(MillraceConfig config, ClusterAdmin cluster, Clock clock) {
        List<String> topics = new ArrayList<>(List.of(OFFSETS));
        cluster.topicsOf(config).stream().map(PipelineTopic::name).forEach(topics::add);
        List<OpenTransaction> hanging = new TransactionExaminer(cluster, config, clock)
                .hanging(cluster.topics(topics).values());
        if (hanging == null) {
            throw new ClusterException("This user may not describe producers and transactions of the cluster");
        }
        EndMarkers markers = new EndMarkers(config, cluster);
        List<OpenTransaction> ended = new ArrayList<>();
        List<OpenTransaction> left = new ArrayList<>();
        ClusterException failure = null;
        for (OpenTransaction one : hanging) {
            if (one.outcome() == Outcome.UNKNOWN) {
                left.add(one);
                continue;
            }
            try {
                if (markers.write(one, one.outcome() == Outcome.COMMITTED)) {
                    ended.add(one);
                }
            } catch (ClusterException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return new Ended(ended, left);
    }
}
