// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import io.millrace.config.MillraceConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.cluster.ClusterException;
import io.millrace.operations.doctor.facts.OpenTransaction;
import io.millrace.operations.doctor.facts.TopicFacts;
import io.millrace.operations.doctor.facts.TransactionExaminer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that is killed in the middle of a commit may keep a transaction open that its coordinator has long ended: with Kafka
 * 4.3.1, twice in the last long run. Committed offsets stay unknown then, or batches unread. {@code doctor} finds them, and what an
 * operator does then with {@code kafka-transactions.sh abort}, this does. On a state topic nothing waits for them, and an abort would let
 * the broker delete what was committed.
 */
public final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private final MillraceConfig config;
    private int ended;

    public HangingTransactions(String bootstrapServers) {
        config = MillraceConfig.of(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** How many there were, for the table. */
    public String told() {
        return ended == 0
                ? ""
                : "%nTransactions that Kafka had left open for ever, and that were ended as an operator would: %d.%n"
                        .formatted(ended);
    }

    public void end() {
        try (ClusterAdmin cluster = ClusterAdmin.of(config)) {
            List<String> topics = new ArrayList<>(cluster.admin()
                    .listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get());
            topics.removeIf(topic -> topic.endsWith("-changelog"));
            TopicFacts all = new TopicFacts(cluster.topics(topics), Map.of());
            for (OpenTransaction one : new TransactionExaminer(cluster, Clock.systemUTC()).hanging(all)) {
                abort(cluster, one);
            }
        } catch (ExecutionException | ClusterException e) {
            LOG.atInfo().setCause(e).log("Cannot end hanging transactions now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void abort(ClusterAdmin cluster, OpenTransaction one) throws ExecutionException, InterruptedException {
        LOG.atWarn().addKeyValue("transaction", one).log("A transaction hangs, and is ended");
        for (ProducerState producer : cluster.admin()
                .describeProducers(List.of(one.partition()))
                .partitionResult(one.partition())
                .get()
                .activeProducers()) {
            if (producer.producerId() == one.producerId()) {
                cluster.admin()
                        .abortTransaction(new AbortTransactionSpec(
                                one.partition(),
                                producer.producerId(),
                                (short) producer.producerEpoch(),
                                producer.coordinatorEpoch().orElse(0)))
                        .all()
                        .get();
                ended++;
            }
        }
    }
}
