// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import static io.millrace.monitoring.dashboards.Query.AS_BROKERS_SAID;

import io.millrace.monitoring.dashboards.Dashboard.Choice;
import io.millrace.monitoring.dashboards.Panel.Kind;
import io.millrace.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** Where to look first: is anything lost or late, and at which station? */
final class OverviewBoard {
    private OverviewBoard() {}

    static Dashboard of() {
        return new Dashboard(
                "millrace-overview",
                "Millrace 1: overview",
                "Is anything lost or late, and where? Sinks know connectors and no pipelines, so a choice of pipelines leaves them alone.",
                List.of(Choice.JOB, Choice.INSTANCE, Choice.PIPELINE),
                List.of(alerts(), processes(), verified(), lost(), late(), flow()));
    }

    private static Row alerts() {
        return Row.of(
                "What is wrong?",
                1,
                Panel.of(
                                Kind.STATES,
                                "Alerts",
                                Unit.YES_NO,
                                "From when to when they fired. The watchdog always does: without it, the rules are not loaded, and silence means nothing.")
                        .query(
                                "0 * max by (alertname, severity) (ALERTS{alertstate=\"firing\",alertname=\"Watchdog\"})"
                                        + " or max by (alertname, severity) (ALERTS{alertstate=\"firing\",alertname=~\"Millrace.+\"})",
                                "{{severity}} {{alertname}}"));
    }

    private static Row processes() {
        return Row.of(
                "Does everything run?",
                3,
                Panel.of(
                                Kind.STAT,
                                "Stream processes",
                                Unit.COUNT,
                                "How many answer, and how many there should be (instances.wanted).")
                        .query("sum(up{job=\"millrace-stream\"})", "answer")
                        .query("max(millrace_instances_wanted)", "wanted")
                        .bounded("MillraceProcessMissing", "P0"),
                Panel.of(
                                Kind.STAT,
                                "Gateways and Connect workers answer",
                                Unit.YES_NO,
                                "Those that did within the last hour.")
                        .query(
                                "up{job=~\"millrace-gateway|millrace-connect|millrace-verify\"} and max_over_time(up[1h]) == 1",
                                "{{job}} {{instance}}")
                        .bounded("MillraceTargetMissing"),
                Panel.of(
                                Kind.STAT,
                                "Pipeline has stopped",
                                Unit.YES_NO,
                                "Or it cannot start; the log of the stream process says why.")
                        .query("1 - min by (pipeline) (millrace_pipeline_running)", "{{pipeline}}")
                        .shows("MillracePipelineStopped"));
    }

    /** Without {@code verify --every} it shows nothing, as nobody has looked. */
    private static Row verified() {
        return Row.of(
                "Is everything accounted for?",
                3,
                Panel.of(
                                Kind.STAT,
                                "verify found a loss or a repetition",
                                Unit.YES_NO,
                                "What the last check of ./millrace verify --every said; its output says which events.")
                        .query("max by (pipeline) (millrace_verify_verdict{verdict=\"not_conserved\"})", "{{pipeline}}")
                        .bounded("MillraceConservationBroken"),
                Panel.of(
                                Kind.STAT,
                                "verify could not tell",
                                Unit.YES_NO,
                                "Something that may hide a loss could not be read; its output says what.")
                        .query("max by (pipeline) (millrace_verify_verdict{verdict=\"unknown\"})", "{{pipeline}}")
                        .bounded("MillraceConservationUnknown"),
                Panel.of(
                                Kind.STAT,
                                "Since the last check",
                                Unit.SECONDS,
                                "Beyond three times --every, checks take too long, or hang.")
                        .query("time() - millrace_verify_timestamp_seconds", "{{pipeline}}")
                        .bounded("MillraceVerifyStalled"));
    }

    private static Row lost() {
        return Row.of(
                "Is anything lost?",
                3,
                Panel.of(
                                Kind.LINES,
                                "Left a topic unread",
                                Unit.EVENTS_PER_SECOND,
                                "What retention removed before the stream or a sink had read it. It is lost, and nothing is worse.")
                        .query(
                                "sum by (pipeline) (rate(millrace_events_missed_total[$__rate_interval]))",
                                "events of {{pipeline}}")
                        .query(
                                "sum by (connector) (rate(millrace_sink_missed_offsets_total[$__rate_interval]))",
                                "batches of {{connector}}")
                        .shows("MillraceEventsMissed")
                        .shows("MillraceBatchesMissed"),
                Panel.of(
                                Kind.LINES,
                                "Dead letters",
                                Unit.EVENTS_PER_SECOND,
                                "Set aside with a reason, by the stream and by sinks. ./millrace dlq shows them and sends them again.")
                        .query(
                                "sum by (pipeline, reason) (rate(millrace_dead_letters_total[$__rate_interval]))",
                                "{{pipeline}} {{reason}}")
                        .query(
                                "sum by (connector) (rate(millrace_sink_dead_letters_total[$__rate_interval]))",
                                "{{connector}}")
                        .bounded("MillraceDeadLetterSurge"),
                Panel.of(
                                Kind.LINES,
                                "Dead letters that cannot be written",
                                Unit.COUNT,
                                "Nothing is committed without them, so the pipeline or task stands still and nothing is lost yet.")
                        .query(
                                "sum by (pipeline) (increase(millrace_dead_letter_write_failures_total[$__rate_interval]))",
                                "{{pipeline}}")
                        .query(
                                "sum by (connector, task) (increase(millrace_sink_dead_letter_failures_total[$__rate_interval]))",
                                "{{connector}}, task {{task}}")
                        .bounded("MillraceDeadLettersUnwritable")
                        .shows("MillraceSinkDeadLettersUnwritable"));
    }

    private static Row late() {
        return Row.of(
                "Is anything late?",
                3,
                Panel.of(
                                Kind.LINES,
                                "How old the oldest is, by station",
                                Unit.SECONDS,
                                "The station that grows without end is the one that stands still; those after it fall to zero.")
                        .query("max(millrace_gateway_oldest_unacked_seconds)", "1 gateway: not acknowledged")
                        .query("max(millrace_oldest_open_seconds)", "2 stream: batch open")
                        .query("max(millrace_commit_age_seconds)", "3 stream: not committed")
                        .query("max(millrace_sink_oldest_undelivered_seconds)", "4 sink: not delivered"),
                Panel.of(
                                Kind.LINES,
                                "Lag",
                                Unit.COUNT,
                                "Events that are not committed, as the brokers said within the last two minutes.")
                        .query("max by (pipeline) (millrace_group_lag_events" + AS_BROKERS_SAID + ")", "{{pipeline}}")
                        .shows("MillraceNotConsuming"),
                Panel.of(
                                Kind.LINES,
                                "From the closed batch to its delivery, 99 of 100",
                                Unit.SECONDS,
                                "Rises first when an outside system gets slower. The dashboard of the sinks has more.")
                        .query(
                                "histogram_quantile(0.99, sum by (le, type) (rate(millrace_sink_delivery_delay_seconds_bucket[$__rate_interval])))",
                                "{{type}}"));
    }

    private static Row flow() {
        return Row.of(
                "How much flows?",
                2,
                Panel.of(
                                Kind.LINES,
                                "Events, station by station",
                                Unit.EVENTS_PER_SECOND,
                                "Between two lines that part, events wait or are set aside. Producers may pass the gateway by; each sink counts for itself.")
                        .query(
                                "sum(rate(millrace_gateway_events_total{outcome=\"acked\"}[$__rate_interval]))",
                                "1 acknowledged by gateways")
                        .query("sum(rate(millrace_events_total[$__rate_interval]))", "2 read by the stream")
                        .query("sum(rate(millrace_batched_events_total[$__rate_interval]))", "3 in closed batches")
                        .query("sum by (type) (rate(millrace_sink_events_total[$__rate_interval]))", "4 in {{type}}"),
                Panel.of(
                                Kind.LINES,
                                "Requests refused for a moment",
                                Unit.REQUESTS_PER_SECOND,
                                "Answers with 503, by reason; nothing of them was sent, and clients repeat them.")
                        .query("sum by (reason) (rate(millrace_gateway_shed_total[$__rate_interval]))", "{{reason}}"));
    }
}
