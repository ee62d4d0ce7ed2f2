// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.checks;

import static io.millrace.operations.doctor.checks.TopicChecks.APPLY;

import io.millrace.config.PipelineConfig;
import io.millrace.config.PipelineKeys;
import io.millrace.config.topics.TopicRole;
import io.millrace.config.topics.TopicRules;
import io.millrace.operations.cluster.TopicState;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;

/** Whose time an event has, how long things are kept, and how long the brokers wait. */
public final class TimeChecks {
    /** Below the shortest session timeout of a profile: a process that takes over another's partition must be the later one by its clock. */
    private static final Duration FURTHEST_CLOCK = Duration.ofSeconds(5);

    /** Servers report whole seconds, and an answer takes its time. */
    private static final Duration CLOCK_RESOLUTION = Duration.ofSeconds(3);

    private static final String TIMESTAMP = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
    private static final String RETENTION = TopicConfig.RETENTION_MS_CONFIG;
    private static final String CLEANUP = TopicConfig.CLEANUP_POLICY_CONFIG;
    private static final String SESSION = ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;
    private static final String TRANSACTION = ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;

    public static final List<Check> ALL = List.of(
            new Check("event time", TimeChecks::eventTime),
            new Check("dead-letter retention", TimeChecks::retention),
            new Check("compaction", TimeChecks::compaction),
            new Check("session timeout", TimeChecks::session),
            new Check("transaction timeout", TimeChecks::transaction),
            new Check("clocks", TimeChecks::clocks));

    private TimeChecks() {}

    /** If the payload has the time, that of the record does not matter. */
    private static void eventTime(Examination at, Findings found) {
        for (PipelineConfig pipeline : at.config().pipelines()) {
            TopicState source = at.topics().get(pipeline.sourceTopic());
            if (source != null
                    && pipeline.timestampField() == null
                    && !source.text(TIMESTAMP).equals("CreateTime")) {
                found.fault(
                        source.name(),
                        source.name() + " has " + TIMESTAMP + "=" + source.text(TIMESTAMP)
                                + ", so windows group events by arrival and not by event time; set topics."
                                + TIMESTAMP
                                + "=CreateTime and run " + APPLY + ", or name a pipelines." + pipeline.name() + '.'
                                + PipelineKeys.TIMESTAMP_FIELD + ".");
            }
        }
    }

    private static void retention(Examination at, Findings found) {
        String said = at.config().topicRules().settings(TopicRole.DLQ).get(RETENTION);
        boolean isNumber = said != null && said.matches("-?\\d{1,18}");
        long wanted = isNumber ? Long.parseLong(said) : TopicRules.LEAST_DEAD_LETTER_RETENTION.toMillis();
        for (PipelineConfig pipeline : at.config().pipelines()) {
            TopicState dlq = at.topics().get(pipeline.dlqTopic());
            if (dlq != null && isShorter(dlq.number(RETENTION), wanted)) {
                found.fault(
                        dlq.name(),
                        dlq.name() + " keeps dead letters for " + RETENTION + "=" + dlq.text(RETENTION) + ", and "
                                + wanted + " is "
                                + (isNumber
                                        ? "promised; "
                                        : "the least it takes to inspect and resend them; set topics.dlq." + RETENTION
                                                + ", and ")
                                + APPLY + " sets it.");
            }
        }
    }

    /** A negative one means forever. */
    private static boolean isShorter(long now, long wanted) {
        return now >= 0 && (wanted < 0 || now < wanted);
    }

    private static void compaction(Examination at, Findings found) {
        at.eachTopic((topic, state) -> {
            if (!topic.role().isInternal()
                    && topic.role() != TopicRole.REDRIVES
                    && state.text(CLEANUP).contains("compact")) {
                found.fault(
                        topic.name(),
                        topic.name() + " has " + CLEANUP + "=" + state.text(CLEANUP)
                                + ", which deletes all records of a key but the last; set topics." + CLEANUP
                                + "=delete and run " + APPLY + ".");
            }
        });
    }

    private static void session(Examination at, Findings found) {
        long session = Long.parseLong(at.effective().consumer().text(SESSION));
        long least = at.brokers().most("group.min.session.timeout.ms");
        long most = at.brokers().least("group.max.session.timeout.ms");
        if (session < least || session > most) {
            found.fault(
                    SESSION,
                    "kafka.consumer." + SESSION + "=" + session + " is refused by the brokers, which accept " + least
                            + " to " + most
                            + " (group.min.session.timeout.ms, group.max.session.timeout.ms); change one or the other.");
        }
    }

    private static void transaction(Examination at, Findings found) {
        if (!at.promise().exactlyOnce()) {
            found.notLookedAt("this guarantee uses no transactions");
            return;
        }
        long timeout = Long.parseLong(at.effective().producer().text(TRANSACTION));
        long most = at.brokers().least("transaction.max.timeout.ms");
        if (timeout > most) {
            found.fault(
                    TRANSACTION,
                    "kafka.producer." + TRANSACTION + "=" + timeout
                            + " is refused by the brokers, which accept at most " + most
                            + " (transaction.max.timeout.ms); change one or the other.");
        }
    }

    private static void clocks(Examination at, Findings found) {
        if (at.clocks().isEmpty()) {
            found.notLookedAt("no registry, Connect worker or stream process reports its time");
            return;
        }
        long ahead = at.config().pipelines().stream()
                .mapToLong(PipelineConfig::timestampMaxAheadMs)
                .min()
                .orElse(Long.MAX_VALUE);
        long limit = Math.max(CLOCK_RESOLUTION.toMillis(), Math.min(ahead, FURTHEST_CLOCK.toMillis()));
        at.clocks().forEach((where, difference) -> {
            if (difference.abs().toMillis() > limit) {
                found.fault(
                        where,
                        "The clock at " + where + " is " + difference.abs().toSeconds() + " s "
                                + (difference.isNegative() ? "behind" : "ahead of") + " the clock here, more than "
                                + limit
                                + " ms, so current events look late or early (" + PipelineKeys.TIMESTAMP_MAX_AHEAD_MS
                                + "), and stream processes that replace each other are told apart by their clocks; synchronise both machines"
                                + " with NTP.");
            }
        });
    }
}
