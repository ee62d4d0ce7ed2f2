// SPDX-License-Identifier: Apache-2.0
package io.millrace.monitoring.dashboards;

import static io.millrace.monitoring.dashboards.Query.AS_BROKERS_SAID;

import io.millrace.monitoring.dashboards.Dashboard.Choice;
import io.millrace.monitoring.dashboards.Panel.Kind;
import io.millrace.monitoring.dashboards.Panel.Unit;
import java.util.List;

/** From the source topics to the batch topics. */
final class StreamBoard {
    private StreamBoard() {}

    static Dashboard of() {
        return new Dashboard(
                "millrace-stream",
                "Millrace 2: stream",
                "Do the stream processes keep up, close batches as promised, and commit?",
                List.of(Choice.JOB, Choice.INSTANCE, Choice.PIPELINE),
                List.of(reading(), batches(), commits(), elsewhere()));
    }

    private static Row reading() {
        return Row.of(
                "Does it keep up?",
                3,
                Panel.of(
                                Kind.LINES,
                                "Lag",
                                Unit.COUNT,
                                "Events of the whole pipeline that are not committed, as the brokers said within the last two minutes.")
                        .query("max by (pipeline) (millrace_group_lag_events" + AS_BROKERS_SAID + ")", "{{pipeline}}")
                        .shows("MillraceNotConsuming"),
                Panel.of(
                                Kind.LINES,
                                "Lag of the partition with most",
                                Unit.COUNT,
                                "Near the lag of all partitions: one of them stands still, or gets most of the events.")
                        .query(
                                "max by (pipeline) (millrace_group_lag_events_max" + AS_BROKERS_SAID + ")",
                                "{{pipeline}}"),
                Panel.of(
                                Kind.LINES,
                                "Events read",
                                Unit.EVENTS_PER_SECOND,
                                "Zero while the lag grows: nothing is read, whatever the state says.")
                        .query("sum by (pipeline) (rate(millrace_events_total[$__rate_interval]))", "{{pipeline}}")
                        .shows("MillraceNotConsuming"));
    }

    private static Row batches() {
        return Row.of(
                "Do batches close as promised?",
                3,
                Panel.of(
                                Kind.LINES,
                                "Age of the oldest open batch",
                                Unit.SECONDS,
                                "Dashed: max.age.ms, by which a batch has to be closed.")
                        .query(
                                "max by (instance, pipeline) (millrace_oldest_open_seconds)",
                                "{{pipeline}} {{instance}}")
                        .bounded("MillraceAgeBound")
                        .shows("MillraceAgeBudgetBurn"),
                Panel.of(
                                Kind.LINES,
                                "Batches, by what closed them",
                                Unit.PER_SECOND,
                                "AGE and WINDOW: little traffic. EVENTS and BYTES: full. HEAP: buffer.max.bytes is too small for the open ones.")
                        .query("sum by (reason) (rate(millrace_batches_total[$__rate_interval]))", "{{reason}}"),
                Panel.of(
                                Kind.LINES,
                                "Events in a batch",
                                Unit.COUNT,
                                "Mean of those that closed; no line while none does.")
                        .query(
                                "sum by (pipeline) (rate(millrace_batched_events_total[$__rate_interval])) / sum by (pipeline) (rate(millrace_batches_total[$__rate_interval]))",
                                "{{pipeline}}"),
                Panel.of(
                                Kind.LINES,
                                "Bytes in a batch",
                                Unit.BYTES,
                                "Mean of those that closed; no line while none does.")
                        .query(
                                "sum by (pipeline) (rate(millrace_batched_bytes_total[$__rate_interval])) / sum by (pipeline) (rate(millrace_batches_total[$__rate_interval]))",
                                "{{pipeline}}"),
                Panel.of(Kind.LINES, "Open batches", Unit.COUNT, "Each holds heap until it closes.")
                        .query("sum by (pipeline) (millrace_open_batches)", "{{pipeline}}"),
                Panel.of(
                                Kind.LINES,
                                "Heap of open batches",
                                Unit.BYTES,
                                "Bounded by buffer.max.bytes; at the bound, batches close early, with reason HEAP.")
                        .query("sum by (instance, pipeline) (millrace_buffered_bytes)", "{{pipeline}} {{instance}}"));
    }

    private static Row commits() {
        return Row.of(
                "Is the work committed?",
                3,
                Panel.of(
                                Kind.LINES,
                                "How long work has waited for its commit",
                                Unit.SECONDS,
                                "Dashed: two commit intervals and ten seconds. What is not committed is done again after a crash.")
                        .query("max by (instance, pipeline) (millrace_commit_age_seconds)", "{{pipeline}} {{instance}}")
                        .bounded("MillraceCommitFailing"),
                Panel.of(
                                Kind.STATES,
                                "State of Kafka Streams",
                                Unit.YES_NO,
                                "Green: RUNNING. REBALANCING while partitions move and state is restored; ERROR and FAILED need an operator.")
                        .query(
                                "0 * (max by (pipeline, instance, state) (millrace_streams_state{state=\"RUNNING\"}) == 1)"
                                        + " or max by (pipeline, instance, state) (millrace_streams_state{state!=\"RUNNING\"}) == 1",
                                "{{pipeline}} {{instance}} {{state}}"),
                Panel.of(
                                Kind.LINES,
                                "State that is still to be restored",
                                Unit.COUNT,
                                "Records. A process reads on when none are left.")
                        .query(
                                "sum by (instance, pipeline) (millrace_restore_left_records)",
                                "{{pipeline}} {{instance}}"),
                Panel.of(Kind.LINES, "Threads alive", Unit.COUNT, "Fewer than num.stream.threads: some died.")
                        .query(
                                "sum by (instance, pipeline) (millrace_stream_threads_alive)",
                                "{{pipeline}} {{instance}}"),
                Panel.of(
                                Kind.LINES,
                                "Threads replaced",
                                Unit.COUNT,
                                "After a failure that may pass, such as a registry that does not answer. The log has the cause.")
                        .query(
                                "sum by (instance, pipeline) (increase(millrace_stream_threads_replaced_total[$__rate_interval]))",
                                "{{pipeline}} {{instance}}"),
                Panel.of(
                                Kind.LINES,
                                "How far the slowest partition is behind the clock",
                                Unit.SECONDS,
                                "By event time: windows close as late as that. Old events make it large without any fault.")
                        .query("max by (pipeline) (millrace_watermark_lag_seconds)", "{{pipeline}}"));
    }

    private static Row elsewhere() {
        return Row.of(
                "What goes elsewhere?",
                3,
                Panel.of(
                                Kind.LINES,
                                "Dead letters, by reason",
                                Unit.EVENTS_PER_SECOND,
                                "MALFORMED and UNKNOWN_SCHEMA: a producer changed. LATE and BAD_TIMESTAMP: clocks.")
                        .query(
                                "sum by (pipeline, reason) (rate(millrace_dead_letters_total[$__rate_interval]))",
                                "{{pipeline}} {{reason}}")
                        .bounded("MillraceDeadLetterSurge"),
                Panel.of(
                                Kind.LINES,
                                "Dead letters that were given up or sent again",
                                Unit.COUNT,
                                "Sent again, as after a change of leader, is well; given up is not.")
                        .query(
                                "sum by (pipeline) (increase(millrace_dead_letter_write_failures_total[$__rate_interval]))",
                                "{{pipeline}} given up")
                        .query(
                                "sum by (pipeline) (increase(millrace_dead_letter_write_retries_total[$__rate_interval]))",
                                "{{pipeline}} sent again")
                        .shows("MillraceDeadLettersUnwritable"),
                Panel.of(
                                Kind.LINES,
                                "Late, missed, forgotten",
                                Unit.EVENTS_PER_SECOND,
                                "After their window; removed by retention before they were read; ids that dedup.max.ids left no room for.")
                        .query(
                                "sum by (pipeline) (rate(millrace_events_late_total[$__rate_interval]))",
                                "{{pipeline}} late")
                        .query(
                                "sum by (pipeline) (rate(millrace_events_missed_total[$__rate_interval]))",
                                "{{pipeline}} missed")
                        .query(
                                "sum by (pipeline) (rate(millrace_forgotten_ids_total[$__rate_interval]))",
                                "{{pipeline}} forgotten"),
                Panel.of(
                                Kind.LINES,
                                "Dropped and routed",
                                Unit.EVENTS_PER_SECOND,
                                "On purpose: by a rule, as a duplicate, or to a topic of their own.")
                        .query(
                                "sum by (pipeline, reason) (rate(millrace_dropped_events_total[$__rate_interval]))",
                                "{{pipeline}} dropped: {{reason}}")
                        .query(
                                "sum by (pipeline, topic) (rate(millrace_routed_events_total[$__rate_interval]))",
                                "{{pipeline}} to {{topic}}"),
                Panel.of(
                                Kind.LINES,
                                "Rollups",
                                Unit.PER_SECOND,
                                "Final results; events that came too late for theirs, or were refused. Nothing for pipelines without rollups.")
                        .query(
                                "sum by (pipeline, rollup) (rate(millrace_rollup_results_total[$__rate_interval]))",
                                "{{pipeline}} {{rollup}}: results")
                        .query(
                                "sum by (pipeline, rollup) (rate(millrace_rollup_late_events_total[$__rate_interval]))",
                                "{{pipeline}} {{rollup}}: late")
                        .query(
                                "sum by (pipeline, rollup) (rate(millrace_rollup_refused_events_total[$__rate_interval]))",
                                "{{pipeline}} {{rollup}}: refused"),
                Panel.of(
                                Kind.LINES,
                                "Look-ups in the registry that were repeated",
                                Unit.PER_SECOND,
                                "The registry does not answer; events wait and none is lost.")
                        .query(
                                "sum by (pipeline) (rate(millrace_registry_retries_total[$__rate_interval]))",
                                "{{pipeline}}"));
    }
}
