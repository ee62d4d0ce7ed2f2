// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What runs pods of Millrace.
 *
 * @param labels of its pods
 * @param claims where the pods have disks of their own
 */
record Workload(
        String name,
        int replicas,
        int minReadySeconds,
        LabelSelector selector,
        Map<String, String> labels,
        PodSpec pod,
        Set<String> claims) {
    private static final String PART_OF = "app.kubernetes.io/part-of";

    static List<Workload> of(Overlay overlay) {
        return Stream.concat(
                        overlay.all(StatefulSet.class).filter(Workload::isPart).map(Workload::of),
                        overlay.all(Deployment.class).filter(Workload::isPart).map(Workload::of))
                .toList();
    }

    private static boolean isPart(HasMetadata resource) {
        Map<String, String> labels = resource.getMetadata().getLabels();
        return labels != null && "millrace".equals(labels.get(PART_OF));
    }

    private static Workload of(StatefulSet set) {
        Set<String> claims = new TreeSet<>();
        set.getSpec()
                .getVolumeClaimTemplates()
                .forEach(claim -> claims.add(claim.getMetadata().getName()));
        return new Workload(
                set.getMetadata().getName(),
                set.getSpec().getReplicas(),
                set.getSpec().getMinReadySeconds(),
                set.getSpec().getSelector(),
                set.getSpec().getTemplate().getMetadata().getLabels(),
                set.getSpec().getTemplate().getSpec(),
                claims);
    }

    private static Workload of(Deployment deployment) {
        return new Workload(
                deployment.getMetadata().getName(),
                deployment.getSpec().getReplicas(),
                Objects.requireNonNullElse(deployment.getSpec().getMinReadySeconds(), 0),
                deployment.getSpec().getSelector(),
                deployment.getSpec().getTemplate().getMetadata().getLabels(),
                deployment.getSpec().getTemplate().getSpec(),
                Set.of());
    }

    Container container() {
        return pod.getContainers().get(0);
    }

    boolean isStream() {
        return is("stream");
    }

    boolean isGateway() {
        return is("gateway");
    }

    boolean isVerify() {
        return is("verify");
    }

    private boolean is(String component) {
        return component.equals(labels.get("app.kubernetes.io/component"));
    }

    /** What follows {@code option} in the arguments of its process. */
    String argument(String option) {
        List<String> arguments = container().getArgs();
        return arguments.get(arguments.indexOf(option) + 1);
    }

    /** The number of the port that {@code name} names; −1 for none. */
    int port(String name) {
        return container().getPorts().stream()
                .filter(port -> port.getName().equals(name))
                .mapToInt(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(-1);
    }

    boolean isSelectedBy(Map<String, String> matchLabels) {
        return labels.entrySet().containsAll(matchLabels.entrySet());
    }
}
