// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.model;

/** What one round of a run yields. */
public enum Figure {
    EVENTS_PER_SECOND("events/s", "%,.0f"),
    OTHER_EVENTS_PER_SECOND("the other's events/s", "%,.0f"),
    CPU_SECONDS_PER_MILLION("CPU s/M", "%.2f"),
    EVENTS_PER_CPU_SECOND("events/CPU s", "%,.0f"),
    OTHER_EVENTS_PER_CPU_SECOND("the other's", "%,.0f"),
    BROKER_CPU_SECONDS_PER_MILLION("broker CPU s/M", "%.2f"),
    ALLOCATED_BYTES_PER_EVENT("alloc B/event", "%,.0f"),
    OTHER_ALLOCATED_AND_EVENT_BYTES("the other's + event B", "%,.0f"),
    CHANGELOG_BYTES_PER_INPUT_BYTE("changelog/input", "%.3f"),
    SINK_RECORDS_PER_EVENT("sink records/event", "%.5f"),
    EVENT_BYTES("event B", "%,.0f"),
    MEGABYTES("MB", "%,.0f"),
    MEGABYTES_PER_SECOND("MB/s", "%,.1f"),
    MEGABYTES_PER_CPU_SECOND("MB/CPU s", "%,.1f"),
    PEAK_RSS_MEGABYTES("peak RSS MB", "%,.0f"),
    GC_SHARE("GC share", "%.3f"),
    COMPILER_SHARE("compiler share of CPU", "%.2f"),
    SECONDS("seconds", "%.2f"),
    POLL_INTERVAL_MAX_MS("longest poll interval ms", "%,.0f"),
    LATENCY_P50_MS("p50 ms", "%.1f"),
    LATENCY_P99_MS("p99 ms", "%.1f"),
    LATENCY_P999_MS("p99.9 ms", "%.1f"),
    LATENCY_MAX_MS("max ms", "%.1f"),
    OFFERED_PER_SECOND("offered/s", "%,.0f"),
    EVENTS_PER_OBJECT("events/object", "%,.0f"),
    OBJECTS_PER_MINUTE("objects/min", "%,.1f"),
    GATEWAY_CORES("gateway cores", "%.3f"),
    STREAM_CORES("stream cores", "%.3f"),
    CONNECT_CORES("Connect cores", "%.3f"),
    BROKER_CORES("broker cores", "%.3f"),
    STREAM_CORES_AT_2000("stream cores at 2,000/s", "%.3f"),
    BROKER_CORES_AT_2000("broker cores at 2,000/s", "%.3f"),
    STREAM_CORES_AT_500("stream cores at 500/s", "%.3f"),
    BROKER_CORES_AT_500("broker cores at 500/s", "%.3f"),
    MEMORY_GROWTH("RSS growth", "%.3f"),
    MOST_LAG_SECONDS("most lag s", "%.2f"),
    KILLS("leaders killed", "%,.0f"),
    EVENTS("events acknowledged", "%,.0f"),
    REFUSED("not acknowledged", "%,.0f"),
    REFUSALS_PER_SECOND("503s/s", "%,.0f"),
    REFUSAL_P99_MS("503 p99 ms", "%.1f"),
    LOST("lost", "%,.0f"),
    DUPLICATED("twice", "%,.0f"),
    DEAD_LETTERED("dead letters", "%,.0f");

    private final String label;
    private final String format;

    Figure(String label, String format) {
        this.label = label;
        this.format = format;
    }

    public String label() {
        return label;
    }

    public String format(double value) {
        return format.formatted(value);
    }
}
