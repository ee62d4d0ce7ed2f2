// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.millrace.cli.ShortDuration;
import io.millrace.config.MillraceConfig;

/** Checks for losses are made by one process, which has time for them, and whose verdicts are seen. */
final class VerifyPolicy {
    private VerifyPolicy() {}

    static void check(Overlay overlay, Workload workload, MillraceConfig config, Findings findings) {
        findings.require(
                overlay.all(Deployment.class)
                        .filter(one -> one.getMetadata().getName().equals(workload.name()))
                        .allMatch(one -> one.getSpec().getReplicas() == 1
                                && one.getSpec().getStrategy().getType().equals("Recreate")),
                workload.name() + " has more than one process at a time");
        long every = new ShortDuration().convert(workload.argument("--every")).toMillis();
        config.pipelines()
                .forEach(pipeline -> findings.require(
                        every > pipeline.maxAgeMs(),
                        workload.name() + " has an interval below max.age.ms of " + pipeline.name()));
    }
}
