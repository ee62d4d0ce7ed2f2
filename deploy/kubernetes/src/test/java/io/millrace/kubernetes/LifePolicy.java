// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.millrace.config.MillraceConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From its start to its end, a pod goes by what its process is configured to do. */
final class LifePolicy {
    private static final Duration TO_SPARE = Duration.ofSeconds(15);
    private static final Pattern HEAP = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)");
    private static final int ADMISSION_IN_HEAP = 4;
    /** What {@code ./millrace} gives to each command. */
    private static final long VERIFY_HEAP = 512L << 20;

    private final Overlay overlay;
    private final Workload workload;
    private final ProcessSettings settings;
    private final MillraceConfig config;
    private final Findings findings;

    LifePolicy(Overlay overlay, Workload workload, ProcessSettings settings, Findings findings) {
        this.overlay = overlay;
        this.workload = workload;
        this.settings = settings;
        this.findings = findings;
        config = settings.config();
    }

    void check() {
        probes();
        disruptions();
        grace();
        heap();
        if (workload.isStream()) {
            member();
            state();
            profile();
        }
    }

    private void probes() {
        probe(workload.container().getStartupProbe(), "/live");
        probe(workload.container().getLivenessProbe(), "/live");
        probe(workload.container().getReadinessProbe(), "/ready");
        findings.requireEqual(workload.port("http"), settings.httpPort(), workload.name() + ": the port of its probes");
        require(config.http().host().equals("0.0.0.0"), "probes that reach nothing");
        require(
                patience(workload.container().getStartupProbe())
                                .compareTo(config.timeouts().start().multipliedBy(2))
                        > 0,
                "less time to start than start.timeout.ms asks for");
        require(
                !workload.isGateway()
                        || patience(workload.container().getReadinessProbe())
                                        .compareTo(config.gateway().drainDelay())
                                < 0,
                "a gateway that refuses requests before it is seen not to be ready");
    }

    private void probe(Probe probe, String path) {
        findings.requireEqual(probe.getHttpGet().getPath(), path, workload.name() + ": the path of a probe");
        findings.requireEqual(
                probe.getHttpGet().getPort().getStrVal(), "http", workload.name() + ": the port of a probe");
    }

    private static Duration patience(Probe probe) {
        return Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold());
    }

    /** A node can always be drained, and never takes two pods. */
    private void disruptions() {
        List<PodDisruptionBudget> budgets = overlay.all(PodDisruptionBudget.class)
                .filter(budget ->
                        workload.isSelectedBy(budget.getSpec().getSelector().getMatchLabels()))
                .toList();
        require(budgets.size() == 1, budgets.size() + " disruption budgets");
        require(
                budgets.stream()
                        .allMatch(budget -> budget.getSpec().getMinAvailable() == null
                                && Integer.valueOf(1)
                                        .equals(budget.getSpec()
                                                .getMaxUnavailable()
                                                .getIntVal())),
                "a budget of other than one pod");
    }

    /** SIGKILL comes last. */
    private void grace() {
        Duration needed = TO_SPARE;
        if (!workload.isVerify()) {
            needed = needed.plus(config.timeouts().shutdown());
        }
        if (workload.isGateway()) {
            needed = needed.plus(config.gateway().drainDelay());
        }
        require(
                workload.pod().getTerminationGracePeriodSeconds() >= needed.toSeconds(),
                "less than " + needed + " to end");
    }

    /** The heap has room for what the configuration lets it hold. */
    private void heap() {
        String options = workload.container().getEnv().stream()
                .filter(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
                .map(variable -> variable.getValue())
                .findFirst()
                .orElse("");
        Matcher percentage = HEAP.matcher(options);
        require(percentage.find(), "a heap of any size");
        long memory = Quantity.getAmountInBytes(
                        workload.container().getResources().getLimits().get("memory"))
                .longValue();
        long needed = workload.isVerify() ? VERIFY_HEAP : workload.isStream() ? streamHeap() : gatewayHeap();
        require(
                memory * Integer.parseInt(percentage.group(1)) / 100 >= needed,
                "less heap than the " + needed + " bytes that it may hold");
    }

    /** Open batches, and what waits to be sent, by one producer for each thread. */
    private long streamHeap() {
        long producers = (long) config.pipelines().size() * config.streamThreads();
        return config.bufferMaxBytes()
                + producers * Long.parseLong(settings.resolved().value("kafka.producer.buffer.memory"));
    }

    private long gatewayHeap() {
        return ADMISSION_IN_HEAP * config.gateway().admission().maxBytes()
                + config.pipelines().size()
                        * Long.parseLong(settings.resolved().value("kafka.gateway.producer.buffer.memory"));
    }

    private void member() {
        Object id = settings.resolved().streams(config.pipelines().get(0)).get("consumer.group.instance.id");
        findings.requireEqual(
                id, ProcessSettings.pod(workload), workload.name() + ": the name by which it is a member");
        require(
                config.httpAdvertised().equals(ProcessSettings.pod(workload) + '.' + workload.name()),
                "an address that is not that of the pod");
        long heartbeat = Long.parseLong(settings.resolved().value("kafka.consumer.heartbeat.interval.ms"));
        require(workload.minReadySeconds() * 1000L >= heartbeat, "less than a heartbeat before the next pod goes");
    }

    private void state() {
        require(
                workload.container().getVolumeMounts().stream()
                        .filter(mount -> workload.claims().contains(mount.getName()))
                        .anyMatch(mount -> config.stateFolder().startsWith(mount.getMountPath())),
                "state that is not on its own disk");
        require(
                overlay.all(StatefulSet.class)
                        .allMatch(set -> set.getSpec().getPodManagementPolicy().equals("OrderedReady")),
                "several pods that start, or end, at a time");
    }

    /** The component of a profile goes with {@code profile=}. */
    private void profile() {
        overlay.all(StatefulSet.class)
                .map(set -> set.getSpec().getTemplate().getMetadata().getAnnotations())
                .filter(Objects::nonNull)
                .map(annotations -> annotations.get("millrace.io/profile"))
                .filter(Objects::nonNull)
                .forEach(component -> findings.requireEqual(
                        config.profile().name(), component, workload.name() + ": its profile, beside the component"));
    }

    private void require(boolean holds, String what) {
        findings.require(holds, workload.name() + " has " + what);
    }
}
