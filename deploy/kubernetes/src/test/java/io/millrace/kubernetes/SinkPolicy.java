// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.millrace.config.MillraceConfig;
import io.strimzi.api.kafka.model.connect.ImageArtifact;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connect.KafkaConnectSpec;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Connect workers and their connectors: each has its plugin, its secrets, and a way to where it delivers. */
final class SinkPolicy {
    private static final Map<String, String> CLASSES = Map.of(
            "s3", "io.millrace.s3.S3SinkConnector",
            "opensearch", "io.millrace.opensearch.OpenSearchSinkConnector",
            "postgres", "io.millrace.postgres.PostgresSinkConnector");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|dir):([^:}]+):([^}]+)}");
    private static final int WORKER = 8083;
    private static final int DNS = 53;

    private final Overlay overlay;
    private final KafkaConnectSpec connect;
    private final MillraceConfig config;
    private final Findings findings;

    private SinkPolicy(Overlay overlay, KafkaConnectSpec connect, Findings findings) {
        this.overlay = overlay;
        this.connect = connect;
        this.findings = findings;
        config = ProcessSettings.of(overlay, Workload.of(overlay).get(0)).config();
    }

    static void check(Overlay overlay, Findings findings) {
        overlay.all(KafkaConnect.class).forEach(one -> new SinkPolicy(overlay, one.getSpec(), findings).check());
    }

    private void check() {
        findings.requireEqual(connect.getBootstrapServers(), config.bootstrapServers(), "the brokers of the workers");
        findings.requireEqual(
                connect.getResources().getLimits().get("memory"),
                connect.getResources().getRequests().get("memory"),
                "the workers' limit of memory");
        connect.getPlugins().forEach(plugin -> plugin.getArtifacts()
                .forEach(artifact ->
                        PodPolicy.image(((ImageArtifact) artifact).getReference(), plugin.getName(), findings)));
        findings.requireEqual(
                mountedMaps(), List.of(overlay.configMap().getMetadata().getName()), "the ConfigMap of the workers");
        List<KafkaConnector> connectors = overlay.all(KafkaConnector.class).toList();
        connectors.forEach(this::connector);
        findings.requireEqual(egress(), needed(), "the ports that the workers may go to");
    }

    private List<String> mountedMaps() {
        return connect.getTemplate().getPod().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .map(volume -> volume.getConfigMap().getName())
                .toList();
    }

    private void connector(KafkaConnector connector) {
        String name = connector.getMetadata().getName();
        String sink = connector.getMetadata().getLabels().get("millrace.io/sink");
        findings.requireEqual(
                connector.getSpec().getClassName(),
                CLASSES.get(sink),
                name + ": its class, of the component of its sink");
        findings.require(
                connect.getPlugins().stream()
                        .anyMatch(plugin -> plugin.getName().equals("millrace-" + sink + "-sink")),
                name + " has no plugin");
        connector.getSpec().getConfig().forEach((key, value) -> reference(name + ": " + key, value.toString()));
    }

    private void reference(String where, String value) {
        Matcher reference = REFERENCE.matcher(value);
        if (!reference.matches()) {
            return;
        }
        String path = reference.group(2);
        if (reference.group(1).equals("file")) {
            findings.require(
                    overlay.properties().lines().anyMatch(line -> line.startsWith(reference.group(3) + '=')),
                    where + " is not in millrace.properties: " + value);
            path = path.substring(0, path.lastIndexOf('/'));
        }
        String folder = path;
        findings.require(
                connect.getTemplate().getConnectContainer().getVolumeMounts().stream()
                        .anyMatch(mount -> mount.getMountPath().equals(folder)),
                where + " is in a folder that is not mounted: " + value);
    }

    private Set<Integer> egress() {
        return NetworkPolicies.egress(overlay.all(NetworkPolicy.class)
                .filter(policy -> "millrace-connect-connect"
                        .equals(NetworkPolicies.selected(policy).get("strimzi.io/name")))
                .toList());
    }

    private Set<Integer> needed() {
        Set<Integer> ports = new TreeSet<>(Set.of(DNS, WORKER));
        ProcessSettings stream =
                ProcessSettings.of(overlay, Workload.of(overlay).get(0));
        ports.addAll(stream.upstream());
        ports.addAll(stream.destinations());
        return ports;
    }
}
