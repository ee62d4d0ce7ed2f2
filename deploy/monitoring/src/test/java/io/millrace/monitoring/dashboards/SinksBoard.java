// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import io.millrace.monitoring.dashboards.Dashboard.Choice;
import io.millrace.monitoring.dashboards.Panel.Kind;
import io.millrace.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** From the batch topics to what is outside. */
final class SinksBoard {
    private SinksBoard() {}

    static Dashboard of() {
        return new Dashboard(
                "millrace-sinks",
                "Millrace 3: sinks",
                "Do the sinks deliver, how late, and what does the outside system refuse?",
                List.of(Choice.JOB, Choice.INSTANCE, Choice.CONNECTOR),
                List.of(stuck(), late(), much(), refused()));
    }

    private static Row stuck() {
        return Row.of(
                "Does anything stand still?",
                4,
                Panel.of(
                                Kind.LINES,
                                "Age of the oldest batch that is not delivered",
                                Unit.SECONDS,
                                "Since the sink read it. A saw is well; a line that only rises is a batch that does not get through.")
                        .query(
                                "max by (connector, task) (millrace_sink_oldest_undelivered_seconds)",
                                "{{connector}}, task {{task}}")
                        .bounded("MillraceSinkStalled")
                        .shows("MillraceRunningButStuck"),
                Panel.of(
                                Kind.STAT,
                                "Task has failed",
                                Unit.YES_NO,
                                "Connect has given it up; its partitions are not delivered until it is restarted.")
                        .query("max by (connector, task) (millrace_sink_task_failed)", "{{connector}}, task {{task}}")
                        .bounded("MillraceSinkTaskFailed"),
                Panel.of(
                                Kind.STATES,
                                "Outage",
                                Unit.YES_NO,
                                "A batch has failed three times in a row, and waits for the outside system or the dead-letter topic.")
                        .query("max by (connector, task) (millrace_sink_outage)", "{{connector}}, task {{task}}"),
                Panel.of(
                                Kind.LINES,
                                "Attempts that failed, by cause",
                                Unit.PER_SECOND,
                                "answer: it refuses for now. timeout, unreachable: the way there. registry, dead_letter_topic: on our side.")
                        .query(
                                "sum by (type, cause) (rate(millrace_sink_retries_total[$__rate_interval]))",
                                "{{type}} {{cause}}"));
    }

    private static Row late() {
        return Row.of(
                "How late?",
                2,
                Panel.of(
                                Kind.LINES,
                                "From the closed batch to its end",
                                Unit.SECONDS,
                                "Delivered, or on the dead-letter topic. Half of the batches, and 99 of 100, take no longer; no line while none ends.")
                        .query(
                                "histogram_quantile(0.5, sum by (le, type) (rate(millrace_sink_delivery_delay_seconds_bucket[$__rate_interval])))",
                                "{{type}}, half")
                        .query(
                                "histogram_quantile(0.99, sum by (le, type) (rate(millrace_sink_delivery_delay_seconds_bucket[$__rate_interval])))",
                                "{{type}}, 99 of 100"),
                Panel.of(
                                Kind.HEATMAP,
                                "How many took how long",
                                Unit.PER_SECOND,
                                "Two bands: some partitions or one of the sinks are slower than the others.")
                        .query(
                                "sum by (le) (rate(millrace_sink_delivery_delay_seconds_bucket[$__rate_interval]))",
                                "{{le}}"));
    }

    private static Row much() {
        return Row.of(
                "How much?",
                3,
                Panel.of(Kind.LINES, "Batches", Unit.PER_SECOND, "Delivered.")
                        .query(
                                "sum by (connector) (rate(millrace_sink_batches_total[$__rate_interval]))",
                                "{{connector}}")
                        .shows("MillraceRunningButStuck"),
                Panel.of(Kind.LINES, "Events", Unit.EVENTS_PER_SECOND, "Delivered, without rejected ones.")
                        .query(
                                "sum by (connector) (rate(millrace_sink_events_total[$__rate_interval]))",
                                "{{connector}}"),
                Panel.of(Kind.LINES, "Bytes", Unit.BYTES_PER_SECOND, "Payload of the batches delivered.")
                        .query(
                                "sum by (connector) (rate(millrace_sink_bytes_total[$__rate_interval]))",
                                "{{connector}}"),
                Panel.of(
                                Kind.LINES,
                                "Batches in flight",
                                Unit.COUNT,
                                "Polled and not finished; together with the limit it says whether the sink or the outside system is the bound.")
                        .query("sum by (connector) (millrace_sink_in_flight_batches)", "{{connector}}"),
                Panel.of(
                                Kind.LINES,
                                "Limit of batches at once",
                                Unit.COUNT,
                                "What the outside system bears, as the sink finds out. Falling: it refuses, or gets slower.")
                        .query(
                                "min by (connector, task) (millrace_sink_concurrency_limit)",
                                "{{connector}}, task {{task}}"),
                Panel.of(
                                Kind.LINES,
                                "Partitions that are not polled",
                                Unit.COUNT,
                                "As enough is in flight. Always more than none: more tasks would help.")
                        .query("sum by (connector) (millrace_sink_paused_partitions)", "{{connector}}"));
    }

    private static Row refused() {
        return Row.of(
                "What is refused?",
                4,
                Panel.of(
                                Kind.LINES,
                                "Refused for good",
                                Unit.PER_SECOND,
                                "Batches that the outside system or their reader refused, and single events.")
                        .query(
                                "sum by (connector) (rate(millrace_sink_refused_batches_total[$__rate_interval]))",
                                "{{connector}}: batches")
                        .query(
                                "sum by (connector) (rate(millrace_sink_rejected_events_total[$__rate_interval]))",
                                "{{connector}}: events"),
                Panel.of(Kind.LINES, "Dead letters", Unit.PER_SECOND, "Written for what was refused.")
                        .query(
                                "sum by (connector) (rate(millrace_sink_dead_letters_total[$__rate_interval]))",
                                "{{connector}}"),
                Panel.of(
                                Kind.LINES,
                                "Dead letters that cannot be written",
                                Unit.COUNT,
                                "Attempts; the batch waits, and nothing is lost yet.")
                        .query(
                                "sum by (connector, task) (increase(millrace_sink_dead_letter_failures_total[$__rate_interval]))",
                                "{{connector}}, task {{task}}")
                        .bounded("MillraceSinkDeadLettersUnwritable"),
                Panel.of(
                                Kind.LINES,
                                "Left the batch topic unread",
                                Unit.PER_SECOND,
                                "Offsets that retention removed before the sink had read them: lost for this sink.")
                        .query(
                                "sum by (connector) (rate(millrace_sink_missed_offsets_total[$__rate_interval]))",
                                "{{connector}}"));
    }
}
