// SPDX-License-Identifier: Apache-2.0
package io.millrace.metrics;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What every process shows of itself, beside what it does, by the names that Micrometer gives. METRICS.md is generated from this list. */
public enum ProcessMetric {
    CPU("process_cpu_usage", "gauge", "", "CPU time of the process, as a share of the machine's."),
    CPU_TIME("process_cpu_time_ns_total", "counter", "", "CPU time of the process in nanoseconds."),
    UPTIME("process_uptime_seconds", "gauge", "", "Since the start of the process."),
    STARTED("process_start_time_seconds", "gauge", "", "When it started, in seconds since the epoch."),
    CPUS("system_cpu_count", "gauge", "", "Processors that the process may use."),
    SYSTEM_CPU("system_cpu_usage", "gauge", "", "CPU time of all processes, as a share of the machine's."),
    LOAD("system_load_average_1m", "gauge", "", "Load of the machine."),
    MEMORY_USED("jvm_memory_used_bytes", "gauge", "area, id", "Memory in use, by area (heap, nonheap) and pool."),
    MEMORY_COMMITTED("jvm_memory_committed_bytes", "gauge", "area, id", "Memory that the JVM has taken."),
    MEMORY_MAX("jvm_memory_max_bytes", "gauge", "area, id", "Most memory that the pool may take; -1 without a limit."),
    BUFFERS("jvm_buffer_count_buffers", "gauge", "id", "Buffers beside the heap."),
    BUFFER_USED("jvm_buffer_memory_used_bytes", "gauge", "id", "Memory of those buffers in use."),
    BUFFER_CAPACITY("jvm_buffer_total_capacity_bytes", "gauge", "id", "Memory of those buffers."),
    GC_LIVE("jvm_gc_live_data_size_bytes", "gauge", "", "Long-lived heap after the last collection of it."),
    GC_MAX("jvm_gc_max_data_size_bytes", "gauge", "", "Most long-lived heap."),
    GC_ALLOCATED("jvm_gc_memory_allocated_bytes_total", "counter", "", "Bytes allocated."),
    GC_PROMOTED("jvm_gc_memory_promoted_bytes_total", "counter", "", "Bytes that became long-lived."),
    GC_PAUSE(
            "jvm_gc_pause_seconds",
            "summary",
            "action, cause, gc",
            "Pauses of the garbage collector; each combination from its first one."),
    GC_PAUSE_MAX("jvm_gc_pause_seconds_max", "gauge", "action, cause, gc", "The longest of late; from the first one."),
    GC_CONCURRENT(
            "jvm_gc_concurrent_phase_time_seconds",
            "summary",
            "action, cause, gc",
            "Work of the collector beside the process; each combination from its first one."),
    GC_CONCURRENT_MAX(
            "jvm_gc_concurrent_phase_time_seconds_max",
            "gauge",
            "action, cause, gc",
            "The longest of late; from the first one.");

    private final String prometheusName;
    private final String type;
    private final String tags;
    private final String doc;

    ProcessMetric(String prometheusName, String type, String tags, String doc) {
        this.prometheusName = prometheusName;
        this.type = type;
        this.tags = tags;
        this.doc = doc;
    }

    /** The name that {@code /metrics} shows. */
    public String prometheusName() {
        return prometheusName;
    }

    /** Its value in what {@code /metrics} showed, over all tags; 0 when it is not there. */
    public double in(String exposition) {
        return Exposition.sum(exposition, prometheusName, "");
    }

    /** The rows of a table with the columns metric, type, tags and meaning. */
    public static String rows() {
        return Arrays.stream(values())
                .map(metric -> "| `" + metric.prometheusName + "` | " + metric.type + " | " + metric.tags + " | "
                        + metric.doc + " |\n")
                .collect(Collectors.joining());
    }
}
