// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;

/** What one document says of another is so. */
final class ReferencePolicy {
    private final Overlay overlay;
    private final List<Workload> workloads;
    private final Findings findings;

    ReferencePolicy(Overlay overlay, Findings findings) {
        this.overlay = overlay;
        this.findings = findings;
        workloads = Workload.of(overlay);
    }

    void check() {
        workloads.forEach(this::ofWorkload);
        overlay.all(Service.class)
                .filter(service -> service.getMetadata().getName().startsWith("millrace"))
                .forEach(this::service);
        overlay.all(StatefulSet.class)
                .forEach(set -> findings.require(
                        overlay.all(Service.class)
                                .anyMatch(service -> service.getMetadata()
                                                .getName()
                                                .equals(set.getSpec().getServiceName())
                                        && "None".equals(service.getSpec().getClusterIP())),
                        "there is no headless service " + set.getSpec().getServiceName()));
        overlay.all(Deployment.class)
                .flatMap(one -> one.getSpec().getTemplate().getSpec().getContainers().stream())
                .forEach(container -> PodPolicy.image(container.getImage(), container.getName(), findings));
        overlay.all(ServiceMonitor.class)
                .forEach(monitor -> monitored(
                        monitor.getMetadata().getName(),
                        monitor.getSpec().getSelector().getMatchLabels()));
        overlay.all(PodMonitor.class)
                .filter(monitor -> !monitor.getMetadata().getName().equals("millrace-connect"))
                .forEach(monitor -> monitored(
                        monitor.getMetadata().getName(),
                        monitor.getSpec().getSelector().getMatchLabels()));
        overlay.all(Keda.ScaledObject.class)
                .forEach(scaled -> findings.require(
                        workloads.stream().anyMatch(one -> one.name()
                                        .equals(scaled.spec().scaleTargetRef().name()))
                                && scaled.spec().minReplicaCount() >= 1,
                        scaled.metadata().getName() + " scales nothing, or to nothing"));
    }

    private void ofWorkload(Workload workload) {
        findings.require(
                overlay.all(ServiceAccount.class)
                        .anyMatch(account -> account.getMetadata()
                                        .getName()
                                        .equals(workload.pod().getServiceAccountName())
                                && Boolean.FALSE.equals(account.getAutomountServiceAccountToken())),
                workload.name() + " has no account of its own without a token");
        findings.require(
                workload.pod().getVolumes().stream()
                        .filter(volume -> volume.getConfigMap() != null)
                        .allMatch(volume -> volume.getConfigMap()
                                .getName()
                                .equals(overlay.configMap().getMetadata().getName())),
                workload.name() + " mounts a ConfigMap that there is not");
    }

    private void service(Service service) {
        List<Workload> behind = selected(service.getSpec().getSelector());
        findings.require(
                behind.size() == 1, service.getMetadata().getName() + " leads to " + behind.size() + " workloads");
        for (ServicePort port : service.getSpec().getPorts()) {
            findings.require(
                    behind.stream()
                            .allMatch(workload ->
                                    workload.port(port.getTargetPort().getStrVal()) > 0),
                    service.getMetadata().getName() + " leads to no port " + port.getTargetPort());
        }
    }

    private void monitored(String name, Map<String, String> labels) {
        findings.require(selected(labels).size() == 1, name + " watches nothing");
    }

    private List<Workload> selected(Map<String, String> labels) {
        return workloads.stream()
                .filter(workload -> workload.isSelectedBy(labels))
                .toList();
    }
}
