// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.verify.VerificationView;
import io.millrace.local.ObjectFiles;
import io.millrace.local.stack.Deployment;
import io.millrace.operations.verify.Verification;
import io.millrace.operations.verify.VerificationReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What {@link Sent} sent, in the bucket. */
public final class Delivered {
    private Delivered() {}

    /** Every event as often as it lies in objects. */
    public static List<String> ids(Deployment deployment) throws IOException {
        return ObjectFiles.allLines(deployment.bucket()).stream()
                .map(line -> line.substring(line.indexOf("event-"), line.lastIndexOf('"')))
                .toList();
    }

    /** Waits until all is conserved; then every event lies in one object, and none is a dead letter. */
    public static void checkExactlyOnce(Deployment deployment, Sent sent) throws IOException, InterruptedException {
        VerificationReport report = verify(deployment);
        assertThat(report.conserved()).as(VerificationView.text(report)).isTrue();
        assertThat(report.pipelines().values()).allSatisfy(balance -> {
            assertThat(balance.deadLettered()).isZero();
            assertThat(balance.sinkDeadLettered()).isZero();
        });
        List<String> delivered = ids(deployment);
        NothingLost.check(sent, delivered);
        assertThat(delivered).doesNotHaveDuplicates().hasSameSizeAs(sent.ids);
    }

    /** Every event lies in an object. */
    public static void checkNothingLost(Deployment deployment, Sent sent) throws IOException {
        NothingLost.check(sent, ids(deployment));
    }

    private static VerificationReport verify(Deployment deployment) throws InterruptedException {
        try (Verification verification =
                new Verification(deployment.config(), deployment.config().pipelines(), true)) {
            return verification.await(Duration.ofMinutes(10));
        }
    }
}
