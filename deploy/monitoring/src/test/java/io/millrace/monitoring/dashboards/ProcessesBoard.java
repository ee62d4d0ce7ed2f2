// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import static io.millrace.monitoring.dashboards.Query.AS_BROKERS_SAID;

import io.millrace.monitoring.dashboards.Dashboard.Choice;
import io.millrace.monitoring.dashboards.Panel.Kind;
import io.millrace.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** What all stations stand on: Kafka, profile, machine. */
final class ProcessesBoard {
    private ProcessesBoard() {}

    static Dashboard of() {
        return new Dashboard(
                "millrace-processes",
                "Millrace 5: Kafka, profile, processes",
                "Does Kafka take what is written, do all run the same, and does a process run short of anything?",
                List.of(Choice.JOB, Choice.INSTANCE, Choice.PIPELINE),
                List.of(kafka(), profile(), resources()));
    }

    private static Row kafka() {
        return Row.of(
                "Does Kafka take what is written?",
                4,
                Panel.of(
                                Kind.LINES,
                                "Since a broker last answered",
                                Unit.SECONDS,
                                "They are asked every 15 s. What they say is not shown any more when it is older than two minutes.")
                        .query("time() - millrace_brokers_asked_timestamp_seconds", "{{instance}}")
                        .bounded("MillraceBrokersSilent"),
                Panel.of(
                                Kind.LINES,
                                "Partitions that cannot lose another broker",
                                Unit.COUNT,
                                "In-sync replicas at min.insync.replicas.")
                        .query(
                                "max by (pipeline) (millrace_partitions_at_minimum" + AS_BROKERS_SAID + ")",
                                "{{pipeline}}")
                        .bounded("MillraceReplicasAtMinimum"),
                Panel.of(
                                Kind.LINES,
                                "Partitions that take no writes",
                                Unit.COUNT,
                                "In-sync replicas below min.insync.replicas.")
                        .query(
                                "max by (pipeline) (millrace_partitions_below_minimum" + AS_BROKERS_SAID + ")",
                                "{{pipeline}}")
                        .bounded("MillraceReplicasBelowMinimum"),
                Panel.of(
                                Kind.LINES,
                                "Records sent again or given up",
                                Unit.PER_SECOND,
                                "Sent again, as after a change of leader, is well. What is given up is made again, or the pipeline stops.")
                        .query(
                                "sum by (pipeline) (rate(millrace_produce_retries_total[$__rate_interval]))",
                                "{{pipeline}} sent again")
                        .query(
                                "sum by (pipeline) (rate(millrace_produce_errors_total[$__rate_interval]))",
                                "{{pipeline}} given up"));
    }

    private static Row profile() {
        return Row.of(
                "Do all run the same?",
                3,
                Panel.of(
                                Kind.STAT,
                                "Profiles in effect",
                                Unit.COUNT,
                                "More than one, other than during a switch: configuration files differ.")
                        .query("count(count by (digest) (millrace_profile_info))", "profiles")
                        .bounded("MillraceProfileDrift"),
                Panel.of(Kind.TABLE, "Who runs which profile", Unit.COUNT, "PROFILES.md says what each promises.")
                        .query("max by (job, instance, profile, guarantee, digest) (millrace_profile_info)", ""),
                Panel.of(
                                Kind.STAT,
                                "Runs since",
                                Unit.SECONDS,
                                "Of stream processes and gateways; small: it was restarted.")
                        .query("process_uptime_seconds", "{{job}} {{instance}}"));
    }

    private static Row resources() {
        return Row.of(
                "Does a process run short?",
                4,
                Panel.of(Kind.LINES, "CPU", Unit.SHARE, "As a share of the machine's, or of what a pod is given.")
                        .query("process_cpu_usage", "{{job}} {{instance}}")
                        .bounded("MillraceCpuHot"),
                Panel.of(Kind.LINES, "Heap", Unit.SHARE, "In use, of the most that it may take.")
                        .query(
                                "sum by (job, instance) (jvm_memory_used_bytes{area=\"heap\"}) / sum by (job, instance) (jvm_memory_max_bytes{area=\"heap\"} > 0)",
                                "{{job}} {{instance}}")
                        .bounded("MillraceHeapHot"),
                Panel.of(
                                Kind.LINES,
                                "Time in pauses of the garbage collector",
                                Unit.SHARE,
                                "Of stream processes and gateways. Near the heap's bound it is most of the time.")
                        .query(
                                "sum by (job, instance) (rate(jvm_gc_pause_seconds_sum[$__rate_interval]))",
                                "{{job}} {{instance}}"),
                Panel.of(
                                Kind.LINES,
                                "Free on the disk with the state",
                                Unit.SHARE,
                                "The alert also asks whether it will be full within four hours.")
                        .query("millrace_state_disk_free_bytes / millrace_state_disk_total_bytes", "{{instance}}")
                        .bounded("MillraceStateDiskLow"));
    }
}
