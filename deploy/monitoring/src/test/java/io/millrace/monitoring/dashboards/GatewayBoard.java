// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import io.millrace.monitoring.dashboards.Dashboard.Choice;
import io.millrace.monitoring.dashboards.Panel.Kind;
import io.millrace.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** From clients to the source topics. */
final class GatewayBoard {
    private GatewayBoard() {}

    static Dashboard of() {
        return new Dashboard(
                "millrace-gateway",
                "Millrace 4: gateway",
                "Do clients get their events in, how long do they wait, and what are they refused for?",
                List.of(Choice.JOB, Choice.INSTANCE, Choice.GATEWAY_PIPELINE),
                List.of(refused(), waits(), much(), itself()));
    }

    private static Row refused() {
        return Row.of(
                "Is anybody refused?",
                4,
                Panel.of(
                                Kind.LINES,
                                "Share of requests refused for a moment",
                                Unit.SHARE,
                                "503 without those of a gateway that is being stopped, and of strangers; no line without requests.")
                        .query(
                                "sum by (pipeline) (rate(millrace_gateway_shed_total{reason!~\"draining|unknown_key\"}[$__rate_interval])) / sum by (pipeline) (rate(millrace_gateway_requests_total[$__rate_interval]))",
                                "{{pipeline}}")
                        .bounded("MillraceGatewayRefusing")
                        .shows("MillraceGatewayBudgetBurn"),
                Panel.of(
                                Kind.LINES,
                                "Refused for a moment, by reason",
                                Unit.REQUESTS_PER_SECOND,
                                "queue_age: Kafka is slow. buffer, in_flight: a burst. bytes: bodies come slowly. breaker: Kafka takes nothing.")
                        .query("sum by (reason) (rate(millrace_gateway_shed_total[$__rate_interval]))", "{{reason}}"),
                Panel.of(
                                Kind.LINES,
                                "Answers, by status",
                                Unit.REQUESTS_PER_SECOND,
                                "400 and 422: what a client sends. 401, 403, 429: who it is. 500: a fault of ours.")
                        .query(
                                "sum by (status) (rate(millrace_gateway_requests_total[$__rate_interval]))",
                                "{{status}}"),
                Panel.of(
                                Kind.STATES,
                                "Breaker open",
                                Unit.YES_NO,
                                "While Kafka took nothing of the last requests, all are refused at once.")
                        .query(
                                "max by (pipeline, instance) (millrace_gateway_breaker_open)",
                                "{{pipeline}} {{instance}}"));
    }

    private static Row waits() {
        return Row.of(
                "How long does a client wait?",
                3,
                Panel.of(
                                Kind.LINES,
                                "Until Kafka has acknowledged a request",
                                Unit.SECONDS,
                                "Half of the requests, 95 and 99 of 100, take no longer; no line without requests.")
                        .query(
                                "histogram_quantile(0.5, sum by (le) (rate(millrace_gateway_ack_seconds_bucket[$__rate_interval])))",
                                "half")
                        .query(
                                "histogram_quantile(0.95, sum by (le) (rate(millrace_gateway_ack_seconds_bucket[$__rate_interval])))",
                                "95 of 100")
                        .query(
                                "histogram_quantile(0.99, sum by (le) (rate(millrace_gateway_ack_seconds_bucket[$__rate_interval])))",
                                "99 of 100"),
                Panel.of(Kind.LINES, "The longest of late", Unit.SECONDS, "Of the last minutes.")
                        .query("max by (pipeline) (millrace_gateway_ack_seconds_max)", "{{pipeline}}"),
                Panel.of(
                                Kind.LINES,
                                "The oldest that waits now",
                                Unit.SECONDS,
                                "Admission looks at the same number, and refuses from gateway.admission.max.queue.age.ms on.")
                        .query("max by (pipeline) (millrace_gateway_oldest_unacked_seconds)", "{{pipeline}}"));
    }

    private static Row much() {
        return Row.of(
                "How much?",
                3,
                Panel.of(
                                Kind.LINES,
                                "Events, by what became of them",
                                Unit.EVENTS_PER_SECOND,
                                "acked: Kafka has them. rejected: never to be sent again. retry: the client has to send them again.")
                        .query(
                                "sum by (outcome) (rate(millrace_gateway_events_total[$__rate_interval]))",
                                "{{outcome}}"),
                Panel.of(Kind.LINES, "Bytes", Unit.BYTES_PER_SECOND, "Of bodies, after decompression.")
                        .query(
                                "sum by (pipeline) (rate(millrace_gateway_decoded_bytes_total[$__rate_interval]))",
                                "{{pipeline}}"),
                Panel.of(
                                Kind.LINES,
                                "Bytes in flight",
                                Unit.BYTES,
                                "Being read, or waiting for Kafka; gateway.admission.max.bytes bounds them.")
                        .query("sum by (instance) (millrace_gateway_inflight_bytes)", "{{instance}}"));
    }

    private static Row itself() {
        return Row.of(
                "Is the gateway itself well?",
                2,
                Panel.of(
                                Kind.LINES,
                                "Producers replaced",
                                Unit.COUNT,
                                "For another profile, or after a failure for good; the log says which.")
                        .query(
                                "sum by (instance) (increase(millrace_gateway_producers_replaced_total[$__rate_interval]))",
                                "{{instance}}"),
                Panel.of(
                                Kind.LINES,
                                "Since the clients file was last read",
                                Unit.SECONDS,
                                "It is read again when it changes. No line: there is no such file, and everybody may send.")
                        .query("time() - (millrace_gateway_credentials_loaded_timestamp_seconds > 0)", "{{instance}}"));
    }
}
