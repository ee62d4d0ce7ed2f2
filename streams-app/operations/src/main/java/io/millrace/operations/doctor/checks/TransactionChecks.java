// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import io.millrace.operations.doctor.facts.OpenTransaction;
import java.util.List;

/** Is there a transaction that nobody will end? What comes after it stays unread, or its offsets unknown. */
public final class TransactionChecks {
    public static final List<Check> ALL = List.of(new Check("hanging transactions", TransactionChecks::hanging));

    private TransactionChecks() {}

    private static void hanging(Examination at, Findings found) {
        if (at.hanging() == null) {
            found.notLookedAt("this user may not describe producers and transactions");
            return;
        }
        for (OpenTransaction one : at.hanging()) {
            String topic = one.partition().topic();
            found.fault(
                    one.partition().toString(),
                    "Producer " + one.producerId() + " has had a transaction open on " + one.partition()
                            + " since before " + one.lastWrite()
                            + ", but its coordinator knows of none: pipelines wait for it forever. Abort it: kafka-transactions.sh"
                            + " --bootstrap-server "
                            + at.config().bootstrapServers() + " abort --topic " + topic
                            + " --partition " + one.partition().partition() + " --start-offset " + one.firstOffset());
        }
    }
}
