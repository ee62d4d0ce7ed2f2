// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.cli.verify.VerificationView;
import io.millrace.local.stack.Deployment;
import io.millrace.operations.verify.Verification;
import io.millrace.operations.verify.VerificationReport;
import io.millrace.operations.verify.account.Balance;
import java.time.Duration;

/** What was sent beside what has arrived, by the topics and the sinks alone, as {@code millrace verify} sees it. */
final class Conservation {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Conservation() {}

    /** The account of the only pipeline. Throws unless each of the {@code sent} events has arrived once, as far as that was looked at, and none is a dead letter. */
    static Balance require(Deployment deployment, String run, long sent) throws InterruptedException {
        try (Verification verification =
                new Verification(deployment.config(), deployment.config().pipelines(), false)) {
            VerificationReport report = verification.await(PATIENCE);
            Balance balance = report.pipelines()
                    .get(deployment.config().pipelines().get(0).name());
            boolean looked =
                    balance.delivery() != null || !balance.eventDeliveries().isEmpty();
            if (!report.conserved()
                    || !looked
                    || balance.produced() != sent
                    || balance.deadLettered() + balance.sinkDeadLettered() > 0) {
                throw new NotConservedException(run, sent, VerificationView.text(report));
            }
            return balance;
        }
    }
}
