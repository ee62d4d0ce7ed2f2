// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.transactions.OpenTransaction;
import io.millrace.operations.transactions.OpenTransaction.Outcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Is there a transaction that nobody will end? What comes after it stays unread, or its offsets unknown; but not on a state topic, which
 * is read past open transactions.
 */
public final class TransactionChecks {
    public static final List<Check> ALL = List.of(new Check("hanging transactions", TransactionChecks::hanging));

    private TransactionChecks() {}

    private static void hanging(Examination at, Findings found) {
        if (at.hanging() == null) {
            found.notLookedAt("this user may not describe producers and transactions");
            return;
        }
        Set<String> stateTopics = at.config().topics().stream()
                .filter(topic -> topic.role() == TopicRole.STATE)
                .map(PipelineTopic::name)
                .collect(Collectors.toSet());
        for (OpenTransaction one : at.hanging()) {
            String where = one.partition().toString();
            String hangs = "Producer " + one.producer().producerId() + " has had a transaction open on " + where
                    + " since before " + one.lastWrite() + ", but its coordinator " + decided(one.outcome());
            if (stateTopics.contains(one.partition().topic())) {
                found.advice(where, hangs + "no pipeline waits for it, but the topic grows. " + end(one, at, true));
            } else {
                found.fault(where, hangs + "pipelines wait for it forever. " + end(one, at, false));
            }
        }
    }

    private static String decided(Outcome outcome) {
        return switch (outcome) {
            case COMMITTED -> "has committed it: ";
            case ABORTED -> "has aborted it: ";
            case UNKNOWN -> "knows of none: ";
        };
    }

    private static String end(OpenTransaction one, Examination at, boolean isState) {
        if (one.outcome() != Outcome.UNKNOWN) {
            return "millrace end-transactions ends it here, too";
        }
        return (isState
                        ? "Once the batches that were open then are closed, abort it: "
                        : "Abort it, which discards what it holds here: ")
                + abort(one, at);
    }

    private static String abort(OpenTransaction one, Examination at) {
        return "kafka-transactions.sh --bootstrap-server " + at.config().bootstrapServers() + " abort --topic "
                + one.partition().topic() + " --partition " + one.partition().partition() + " --start-offset "
                + one.firstOffset();
    }
}
