// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.scrape;

/**
 * What the listener shows of each task. Names and tags are public API; METRICS.md of this module is generated from this list.
 */
enum SinkMetric {
    BATCHES("Batches", "batches", "counter", "Batches delivered, those with rejected events included."),
    EVENTS("Events", "events", "counter", "Events delivered, without rejected ones."),
    BYTES("Bytes", "bytes", "counter", "Payload bytes of the batches delivered."),
    RETRIES("RetriesByCause", "retries", "counter", "Attempts that failed and were repeated."),
    REFUSED(
            "RefusedBatches",
            "refused_batches",
            "counter",
            "Batches that the outside system, or their reader, refused for good."),
    REJECTED("RejectedEvents", "rejected_events", "counter", "Single events that the outside system refused for good."),
    DEAD_LETTERS(
            "DeadLetters", "dead_letters", "counter", "Dead letters written: refused batches, and rejected events."),
    DEAD_LETTER_FAILURES(
            "DeadLetterFailures",
            "dead_letter_failures",
            "counter",
            "Attempts to write a batch's dead letters that failed; the batch waits."),
    MISSED(
            "BatchesMissed",
            "missed_offsets",
            "counter",
            "Offsets that left the batch topic by retention before they were read, transaction markers included."),
    IN_FLIGHT("InFlight", "in_flight_batches", "gauge", "Batches polled and not yet finished."),
    OLDEST(
            "OldestUnfinishedMs",
            "oldest_undelivered_seconds",
            "gauge",
            "How long ago the oldest of them was polled; 0 when there is none."),
    OUTAGE(
            "Outage",
            "outage",
            "gauge",
            "1 while a batch waits that has failed three times in a row, at the outside system or the dead-letter topic."),
    PAUSED("PausedPartitions", "paused_partitions", "gauge", "Partitions that are not polled, as enough is in flight."),
    CONCURRENCY(
            "ConcurrencyLimit",
            "concurrency_limit",
            "gauge",
            "Batches that the task delivers at once at most, as it finds the outside system to bear."),
    DELAY(
            "DeliveryDelayBuckets",
            "delivery_delay_seconds",
            "histogram",
            "From the batch's record, which is written when the batch closes, to its end: delivered, or on the dead-letter topic.");

    /** The attributes that belong to {@link #DELAY}. */
    static final String DELAY_BOUNDS = "DeliveryDelayBounds";

    static final String DELAY_SUM = "DeliveryDelaySeconds";

    private final String attribute;
    private final String name;
    private final String type;
    private final String doc;

    SinkMetric(String attribute, String name, String type, String doc) {
        this.attribute = attribute;
        this.name = name;
        this.type = type;
        this.doc = doc;
    }

    /** Of the task's bean. */
    String attribute() {
        return attribute;
    }

    /** The name of the family, as the listener shows it. */
    String prometheusName() {
        return "millrace_sink_" + name + (type.equals("counter") ? "_total" : "");
    }

    String type() {
        return type;
    }

    String tags() {
        return "connector, task, type" + (this == RETRIES ? ", cause" : "");
    }

    String doc() {
        return doc;
    }
}
