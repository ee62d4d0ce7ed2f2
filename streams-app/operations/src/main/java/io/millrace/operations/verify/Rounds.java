// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify;

import io.millrace.operations.verify.topics.NotNowException;
import java.time.Duration;
import java.util.function.Supplier;

/** Rounds of a verification, until all is conserved or the time is over. */
final class Rounds {
    private Rounds() {}

    /** Returns what the last round found, or throws what it threw; a {@link NotNowException} of one before it is a reason for another. */
    static VerificationReport repeat(Supplier<VerificationReport> round, Duration atMost, Duration pause)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            boolean last = System.nanoTime() - deadline >= 0;
            try {
                VerificationReport report = round.get();
                if (last || report.conserved()) {
                    return report;
                }
            } catch (NotNowException e) {
                if (last) {
                    throw e;
                }
            }
            Thread.sleep(pause.toMillis());
        }
    }
}
