// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.scrape;

/** What the listener shows of the worker itself, by the names that the other processes have for it. */
enum WorkerMetric {
    RUNNING(
            "millrace_sink_task_running",
            "connector, task",
            "1 while Connect runs the task; every task that the worker has, also those of other connectors."),
    FAILED(
            "millrace_sink_task_failed",
            "connector, task",
            "1 when the task has failed and waits for a restart; every task that the worker has."),
    CPU("process_cpu_usage", "", "CPU time of the worker, as a share of the machine's."),
    CPUS("system_cpu_count", "", "Processors that the worker may use."),
    MEMORY_USED("jvm_memory_used_bytes", "area", "Memory in use, area heap or nonheap."),
    MEMORY_MAX("jvm_memory_max_bytes", "area", "Most memory that may be used; -1 when there is no limit.");

    private final String prometheusName;
    private final String tags;
    private final String doc;

    WorkerMetric(String prometheusName, String tags, String doc) {
        this.prometheusName = prometheusName;
        this.tags = tags;
        this.doc = doc;
    }

    String prometheusName() {
        return prometheusName;
    }

    String tags() {
        return tags;
    }

    String doc() {
        return doc;
    }
}
