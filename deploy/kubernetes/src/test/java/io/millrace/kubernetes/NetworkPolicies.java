// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Ports are open exactly where a process listens, or where it goes. */
final class NetworkPolicies {
    private static final int DNS = 53;

    private final List<NetworkPolicy> policies;
    private final Workload workload;
    private final ProcessSettings settings;
    private final Findings findings;

    NetworkPolicies(Overlay overlay, Workload workload, ProcessSettings settings, Findings findings) {
        this.workload = workload;
        this.settings = settings;
        this.findings = findings;
        policies = overlay.all(NetworkPolicy.class)
                .filter(policy -> workload.isSelectedBy(selected(policy)))
                .toList();
    }

    void check() {
        findings.require(
                policies.stream().anyMatch(NetworkPolicies::deniesAll), workload.name() + " may be reached by default");
        findings.requireEqual(ingress(policies), settings.listens(), workload.name() + ": the ports that are open");
        Set<Integer> declared = new TreeSet<>();
        workload.container().getPorts().forEach(port -> declared.add(port.getContainerPort()));
        findings.requireEqual(declared, settings.listens(), workload.name() + ": the ports that are declared");
        Set<Integer> needed = settings.upstream();
        needed.add(DNS);
        if (workload.isStream()) {
            needed.add(settings.config().http().port());
        }
        if (workload.isVerify()) {
            needed.addAll(settings.destinations());
        }
        findings.requireEqual(egress(policies), needed, workload.name() + ": the ports it may go to");
        findings.require(
                policies.stream()
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .noneMatch(rule ->
                                rule.getFrom().isEmpty() || rule.getPorts().isEmpty()),
                workload.name() + " may be reached by anybody, or on any port");
    }

    static Map<String, String> selected(NetworkPolicy policy) {
        return policy.getSpec().getPodSelector().getMatchLabels();
    }

    private static boolean deniesAll(NetworkPolicy policy) {
        return policy.getSpec().getPolicyTypes().equals(List.of("Ingress", "Egress"))
                && policy.getSpec().getIngress().isEmpty()
                && policy.getSpec().getEgress().isEmpty();
    }

    private static Set<Integer> ingress(List<NetworkPolicy> policies) {
        return numbers(policies.stream()
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .flatMap(rule -> rule.getPorts().stream()));
    }

    /** That any of {@code policies} lets a pod go to. */
    static Set<Integer> egress(List<NetworkPolicy> policies) {
        return numbers(policies.stream()
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .flatMap(rule -> rule.getPorts().stream()));
    }

    private static Set<Integer> numbers(Stream<NetworkPolicyPort> ports) {
        Set<Integer> numbers = new TreeSet<>();
        ports.forEach(port -> numbers.add(port.getPort().getIntVal()));
        return numbers;
    }
}
