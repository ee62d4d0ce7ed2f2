// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.dlq.idle.Idleness;
import io.millrace.operations.dlq.idle.NoOutcomeException;
import io.millrace.operations.dlq.idle.Outcomes;
import io.millrace.operations.dlq.idle.Waiting;
import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.operations.dlq.letters.RedrivenRecords;
import io.millrace.operations.dlq.letters.Selection;
import io.millrace.operations.verify.topics.TopicTail;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sends the dead letters of one pipeline back to where they failed. What one run has sent no other sends again, however it ends: letter and
 * ledger are of one transaction. The letters of a partition go in their order. Throws {@link RedriveRefusedException}, {@link
 * io.millrace.operations.cluster.ClusterException}, {@link io.millrace.operations.connect.ConnectException} and {@link
 * io.millrace.operations.verify.topics.VerificationException}.
 */
public final class Redrive {
    private final MillraceConfig config;
    private final PipelineConfig pipeline;
    private final ClusterAdmin cluster;
    private final DeadLetterTopic deadLetters;

    public Redrive(MillraceConfig config, PipelineConfig pipeline, ClusterAdmin cluster) {
        this.config = config;
        this.pipeline = pipeline;
        this.cluster = cluster;
        this.deadLetters = new DeadLetterTopic(config, pipeline, cluster);
    }

    /**
     * How it is done.
     *
     * @param limit how many are sent at most
     * @param rate how many a second at most; 0 for as fast as possible
     * @param whenIdle one at a time, while nothing else is to be done, until the first is refused again
     * @param follow whether to wait for further dead letters at the end
     */
    public record Manner(long limit, int rate, boolean whenIdle, boolean follow) {}

    /** What {@link #execute} would do now; changes nothing. */
    public RedriveReport plan(Selection selection, Manner manner) {
        Ledger ledger = deadLetters.ledger();
        // Nothing is sent, so the registry need not be asked.
        RedrivenRecords records = new RedrivenRecords(pipeline, () -> 0);
        Sorting sorting = new Sorting(selection, manner.limit(), deadLetters::targets, ledger, records);
        try (TopicTail tail = new TopicTail(config)) {
            tail.read(Map.of(pipeline.dlqTopic(), letter -> sorting.next(ParkedLetter.of(letter))
                    .ifPresent(sorting::sent)));
        }
        return sorting.report(pipeline.name(), false, null);
    }

    /**
     * Returns when all are sent that are there, or at the first refusal of an idle redrive; never as long as it is to follow and nothing is
     * refused.
     *
     * @param progress is told what an idle redrive waits for
     */
    public RedriveReport execute(Selection selection, Manner manner, Consumer<String> progress) {
        deadLetters.requireLedger();
        // First: what an earlier run has committed is in the ledger then, and what it has not will never be.
        try (Transactions transactions = new Transactions(config, pipeline.application());
                TopicTail tail = new TopicTail(config)) {
            Ledger ledger = deadLetters.ledger();
            RedrivenRecords records = new RedrivenRecords(pipeline, this::batchSchema);
            Sorting sorting = new Sorting(selection, manner.limit(), deadLetters::targets, ledger, records);
            if (!manner.whenIdle()) {
                Sender sender = new ChunkSender(transactions, ledger, sorting, new Pace(manner.rate()));
                send(tail, sorting, sender, manner.follow());
                return sorting.report(pipeline.name(), true, null);
            }
            Waiting waiting = new Waiting(progress, System::nanoTime);
            try (Idleness idleness = new Idleness(config, pipeline, cluster, waiting);
                    Outcomes outcomes = new Outcomes(config, pipeline, cluster, waiting)) {
                send(
                        tail,
                        sorting,
                        new IdleSender(transactions, ledger, sorting, new IdleSender.Watch(idleness, outcomes)),
                        manner.follow());
                return sorting.report(pipeline.name(), true, null);
            } catch (RefusedAgainException | NoOutcomeException e) {
                return sorting.report(pipeline.name(), true, e.getMessage());
            }
        }
    }

    private void send(TopicTail tail, Sorting sorting, Sender sender, boolean follow) {
        do {
            sorting.beginRound();
            tail.read(Map.of(pipeline.dlqTopic(), letter -> sorting.next(ParkedLetter.of(letter))
                    .ifPresent(sender::send)));
            sender.flush();
            if (follow) {
                ClusterAdmin.pause();
            }
        } while (follow && !sorting.isOver());
    }

    private int batchSchema() {
        return config.registrar().registerBatch(pipeline.sinkTopic());
    }
}
