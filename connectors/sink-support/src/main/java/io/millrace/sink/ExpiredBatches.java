// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.sink.offsets.TopicOffsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds batches that retention deleted before the task read them: at the start, when the group's offset lies before the
 * partition's beginning; later, when the offsets jump and the beginning lies inside the gap. A gap alone proves nothing,
 * because markers and aborted batches of transactions take offsets too. Asks the brokers in the background; methods are
 * for the task's thread.
 */
final class ExpiredBatches {
    /** The last batch may be followed by the marker of its transaction, so one offset proves nothing. */
    private static final int A_MARKER = 1;

    /** Offsets from {@code from} inclusive to {@code to} exclusive without a record. */
    record Gap(TopicPartition partition, long from, long to) {
        boolean isMoreThanAMarker() {
            return to - from > A_MARKER;
        }
    }

    private final TopicOffsets offsets;
    private final SinkMetrics metrics;
    private final Logger log;

    ExpiredBatches(TopicOffsets offsets, SinkMetrics metrics) {
        this(offsets, metrics, LoggerFactory.getLogger(ExpiredBatches.class));
    }

    ExpiredBatches(TopicOffsets offsets, SinkMetrics metrics, Logger log) {
        this.offsets = offsets;
        this.metrics = metrics;
        this.log = log;
    }

    /** Call before the first record of these partitions, while the group's offsets are still those of the previous reader. */
    void opened(Collection<TopicPartition> partitions) {
        Set<TopicPartition> asked = Set.copyOf(partitions);
        if (asked.isEmpty()) {
            return;
        }
        offsets.committed(asked)
                .thenCombine(offsets.beginnings(asked), (committed, beginnings) -> {
                    committed.forEach((partition, from) ->
                            report(new Gap(partition, from, beginnings.getOrDefault(partition, from))));
                    return committed;
                })
                .whenComplete((done, failure) -> unanswered(asked, failure));
    }

    /** Call when records were polled, but none with these offsets. */
    void jumped(List<Gap> gaps) {
        List<Gap> wide = gaps.stream().filter(Gap::isMoreThanAMarker).toList();
        if (wide.isEmpty()) {
            return;
        }
        Set<TopicPartition> asked = wide.stream().map(Gap::partition).collect(Collectors.toSet());
        offsets.beginnings(asked)
                .thenAccept(beginnings -> wide.forEach(gap -> report(expired(gap, beginnings))))
                .whenComplete((done, failure) -> unanswered(asked, failure));
    }

    private static Gap expired(Gap gap, Map<TopicPartition, Long> beginnings) {
        long beginning = beginnings.getOrDefault(gap.partition(), gap.from());
        return new Gap(gap.partition(), gap.from(), Math.min(gap.to(), beginning));
    }

    private void report(Gap gap) {
        if (gap.isMoreThanAMarker()) {
            metrics.missed(gap.to() - gap.from());
            log.atWarn()
                    .addKeyValue("topic", gap.partition().topic())
                    .addKeyValue("partition", gap.partition().partition())
                    .addKeyValue("from", gap.from())
                    .addKeyValue("to", gap.to() - 1)
                    .log("Batches missed: retention deleted these offsets before this sink read them");
        }
    }

    private void unanswered(Set<TopicPartition> asked, Throwable failure) {
        if (failure != null) {
            log.atInfo()
                    .addKeyValue("partitions", asked)
                    .addKeyValue("reason", failure)
                    .log(
                            "Cannot tell whether batches expired unread: the brokers of the dead-letter topic did not answer");
        }
    }
}
