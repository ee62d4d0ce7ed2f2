// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a pod may do, what it gets, and where it runs, whatever it is configured to do. */
final class PodPolicy {
    private static final long UNPRIVILEGED = 10_000;
    private static final Pattern SECRETS = Pattern.compile(ProcessSettings.SECRETS + "/[^/:]+");

    private final Workload workload;
    private final Findings findings;

    PodPolicy(Workload workload, Findings findings) {
        this.workload = workload;
        this.findings = findings;
    }

    void check() {
        restricted();
        secrets();
        resources();
        spread();
        require(workload.pod().getContainers().size() == 1, "more than one container");
        require(
                workload.selector().getMatchLabels().size() > 1 && selectsItself(),
                "a selector that is not of its pods");
        image(workload.container().getImage(), workload.name(), findings);
    }

    private boolean selectsItself() {
        return workload.isSelectedBy(workload.selector().getMatchLabels());
    }

    /** As Pod Security's profile restricted has it, and a root that is read only. */
    private void restricted() {
        PodSecurityContext pod = workload.pod().getSecurityContext();
        require(Boolean.TRUE.equals(pod.getRunAsNonRoot()) && pod.getRunAsUser() >= UNPRIVILEGED, "a user with rights");
        require("RuntimeDefault".equals(pod.getSeccompProfile().getType()), "no seccomp profile");
        require(Boolean.FALSE.equals(workload.pod().getAutomountServiceAccountToken()), "a token of Kubernetes");
        require(Boolean.FALSE.equals(workload.pod().getEnableServiceLinks()), "variables named after services");
        Container container = workload.container();
        SecurityContext context = container.getSecurityContext();
        require(Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()), "a way to more rights");
        require(Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()), "a root that can be written");
        require(context.getCapabilities().getDrop().equals(List.of("ALL")), "capabilities");
        require(
                workload.pod().getVolumes().stream()
                        .filter(volume -> volume.getEmptyDir() != null)
                        .anyMatch(volume -> mountedAt(volume.getName(), "/tmp")),
                "no folder for temporary files");
        require(
                container.getEnvFrom().isEmpty()
                        && container.getEnv().stream()
                                .allMatch(variable -> variable.getValueFrom() == null
                                        || variable.getValueFrom().getFieldRef() != null),
                "a secret in its environment");
        require(
                workload.pod().getVolumes().stream().allMatch(volume -> volume.getHostPath() == null),
                "a folder of the node");
    }

    /** Where a variable says that a secret is, there is one. */
    private void secrets() {
        workload.container().getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .flatMap(variable -> SECRETS.matcher(variable.getValue()).results())
                .map(MatchResult::group)
                .forEach(folder -> require(
                        workload.pod().getVolumes().stream()
                                .filter(volume -> volume.getSecret() != null)
                                .anyMatch(volume -> mountedAt(volume.getName(), folder)),
                        "no secret in " + folder));
    }

    private boolean mountedAt(String volume, String path) {
        return workload.container().getVolumeMounts().stream()
                .anyMatch(mount ->
                        mount.getName().equals(volume) && mount.getMountPath().equals(path));
    }

    private void resources() {
        Map<String, Quantity> requests = workload.container().getResources().getRequests();
        Map<String, Quantity> limits = workload.container().getResources().getLimits();
        require(requests.containsKey("cpu") && !limits.containsKey("cpu"), "no request, or a limit, of CPU");
        findings.requireEqual(limits.get("memory"), requests.get("memory"), workload.name() + ": the limit of memory");
        require(limits.containsKey("memory"), "no limit of memory");
    }

    private void spread() {
        List<TopologySpreadConstraint> constraints = workload.pod().getTopologySpreadConstraints();
        findings.requireEqual(
                constraints.stream()
                        .map(TopologySpreadConstraint::getTopologyKey)
                        .toList(),
                List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"),
                workload.name() + ": what its pods are spread over");
        for (TopologySpreadConstraint constraint : constraints) {
            require(constraint.getWhenUnsatisfiable().equals("ScheduleAnyway"), "pods that wait for a zone or host");
            require(workload.isSelectedBy(constraint.getLabelSelector().getMatchLabels()), "a spread of other pods");
        }
    }

    /** An image is named so that it is the same tomorrow. */
    static void image(String image, String who, Findings findings) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        findings.require(
                image.contains("@sha256:") || (last.contains(":") && !last.endsWith(":latest")),
                who + " has no fixed image: " + image);
    }

    private void require(boolean holds, String what) {
        findings.require(holds, workload.name() + " has " + what);
    }
}
