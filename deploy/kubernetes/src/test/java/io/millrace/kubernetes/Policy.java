// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import java.util.List;

/** What every overlay must keep; {@code ../../README.md} has it in words. */
final class Policy {
    private Policy() {}

    /** What {@code overlay} does not keep. */
    static List<String> violations(Overlay overlay) {
        Findings findings = new Findings();
        List<Workload> workloads = Workload.of(overlay);
        findings.requireEqual(
                workloads.stream()
                        .filter(workload -> !workload.isVerify())
                        .map(Workload::name)
                        .toList(),
                List.of("millrace-stream", "millrace-gateway"),
                "what runs");
        for (Workload workload : workloads) {
            ProcessSettings settings = ProcessSettings.of(overlay, workload);
            new PodPolicy(workload, findings).check();
            new LifePolicy(overlay, workload, settings, findings).check();
            new NetworkPolicies(overlay, workload, settings, findings).check();
            if (workload.isVerify()) {
                VerifyPolicy.check(overlay, workload, settings.config(), findings);
            }
        }
        new ReferencePolicy(overlay, findings).check();
        SinkPolicy.check(overlay, findings);
        StrimziResources.check(overlay, findings);
        return findings.all();
    }
}
