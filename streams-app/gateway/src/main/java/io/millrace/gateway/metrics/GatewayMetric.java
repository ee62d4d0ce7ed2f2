// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.metrics;

/** All metrics of a gateway. Names and tags are public API; METRICS.md of this module is generated from this list. */
public enum GatewayMetric {
    REQUESTS("requests", "counter", "pipeline, status", "Answers, by HTTP status."),
    EVENTS("events", "counter", "pipeline, outcome", "Events of requests that were read, by what became of them."),
    SHED("shed", "counter", "pipeline, reason", "Requests refused with 503 before anything of them was sent to Kafka."),
    IN_FLIGHT(
            "inflight.bytes",
            "gauge",
            "pipeline",
            "Bytes of requests that are being read or wait for acknowledgement; admission.max.bytes bounds them."),
    OLDEST_UNACKED(
            "oldest.unacked.seconds",
            "gauge",
            "pipeline",
            "How long the oldest request has waited for Kafka's acknowledgement; admission looks at the same number."),
    ACK("ack.seconds", "histogram", "pipeline", "From the first event of a request sent to the last one acknowledged."),
    ACK_MAX("ack.seconds.max", "gauge", "pipeline", "The longest of these in the last minutes."),
    DECODED_BYTES("decoded.bytes", "counter", "pipeline", "Bytes of bodies, after decompression."),
    BREAKER_OPEN(
            "breaker.open",
            "gauge",
            "pipeline",
            "1 while requests are refused because Kafka took nothing of the last ones."),
    PRODUCERS_REPLACED(
            "producers.replaced",
            "counter",
            "pipeline",
            "Producers replaced: for another profile, or after a failure for good."),
    CREDENTIALS_LOADED(
            "credentials.loaded.timestamp.seconds",
            "gauge",
            "",
            "When the clients file was last read without a fault, in seconds since the epoch; 0 without such a file.");

    private static final String PREFIX = "millrace.gateway.";

    private final String name;
    private final String type;
    private final String tags;
    private final String doc;

    GatewayMetric(String name, String type, String tags, String doc) {
        this.name = name;
        this.type = type;
        this.tags = tags;
        this.doc = doc;
    }

    /** The name as Micrometer has it, which does without the unit of histograms. */
    String meter() {
        return PREFIX + (type.equals("histogram") ? name.replace(".seconds", "") : name);
    }

    /** The name that {@code /metrics} shows. */
    public String prometheusName() {
        return (PREFIX + name).replace('.', '_') + (type.equals("counter") ? "_total" : "");
    }

    String type() {
        return type;
    }

    String tags() {
        return tags;
    }

    String doc() {
        return doc;
    }
}
