// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.operations.doctor.facts.OpenTransaction;
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
        Set<String> stateTopics = at.config().pipelines().stream()
                .map(pipeline -> pipeline.application().stateTopic())
                .collect(Collectors.toSet());
        for (OpenTransaction one : at.hanging()) {
            String where = one.partition().toString();
            String hangs = "Producer " + one.producerId() + " has had a transaction open on " + where + " since before "
                    + one.lastWrite() + ", but its coordinator knows of none: ";
            if (stateTopics.contains(one.partition().topic())) {
                found.advice(
                        where,
                        hangs
                                + "no pipeline waits for it, but the topic grows. Once the batches that were open then are closed,"
                                + " abort it: " + abort(one, at));
            } else {
                found.fault(where, hangs + "pipelines wait for it forever. Abort it: " + abort(one, at));
            }
        }
    }

    private static String abort(OpenTransaction one, Examination at) {
        return "kafka-transactions.sh --bootstrap-server " + at.config().bootstrapServers() + " abort --topic "
                + one.partition().topic() + " --partition " + one.partition().partition() + " --start-offset "
                + one.firstOffset();
    }
}
