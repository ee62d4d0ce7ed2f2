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
 * Finds batches that left their topic by retention before the task read them: where the task begins, its group's offset
 * lies before the partition's beginning; later, its offsets jump and the beginning lies inside the gap. A gap alone says
 * nothing, for markers and aborted batches of transactions take offsets too. Asks in the background; methods are for the
 * task's thread.
 */
final class ExpiredBatches {
    /** Behind the last batch there may be the marker of its transaction: one offset tells nothing. */
    private static final int A_MARKER = 1;

    /** Offsets from {@code from} to before {@code to} that no record came of. */
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

    /** Before the first record of these partitions: the group's offsets are still those of who read before. */
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

    /** Records have come, and none for these offsets. */
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
                    .log("Batches missed: these offsets left the topic by retention before this sink read them");
        }
    }

    private void unanswered(Set<TopicPartition> asked, Throwable failure) {
        if (failure != null) {
            log.atInfo()
                    .addKeyValue("partitions", asked)
                    .addKeyValue("reason", failure)
                    .log(
                            "Not known whether batches left the topic unread: the dead-letter topic's brokers do not tell");
        }
    }
}
