// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.dlq.letters.Failure;
import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.operations.dlq.letters.Selection;
import io.millrace.operations.verify.topics.LoneConsumer;
import io.millrace.operations.verify.topics.TopicTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;

/**
 * The dead letters of one pipeline, for whoever looks at them; committed ones only. Throws {@link RedriveRefusedException} when there is no such
 * topic, {@link io.millrace.operations.cluster.ClusterException} and {@link io.millrace.operations.verify.topics.VerificationException}.
 */
public final class DeadLetters {
    private static final Duration POLL = Duration.ofMillis(200);

    private final MillraceConfig config;
    private final PipelineConfig pipeline;
    private final DeadLetterTopic topic;

    public DeadLetters(MillraceConfig config, PipelineConfig pipeline, ClusterAdmin cluster) {
        this.config = config;
        this.pipeline = pipeline;
        this.topic = new DeadLetterTopic(config, pipeline, cluster);
    }

    /** Reads all of them and counts, by reason, stage and sink in their order. */
    public List<LetterGroup> count(Selection selection) {
        Ledger ledger = topic.ledger();
        Map<String, LetterGroup> groups = new TreeMap<>();
        try (TopicTail tail = new TopicTail(config)) {
            tail.read(Map.of(pipeline.dlqTopic(), one -> {
                ParkedLetter letter = ParkedLetter.of(one);
                if (selection.has(letter)) {
                    Failure failure = letter.failure();
                    groups.merge(
                            failure.reason() + '\n' + failure.stage() + '\n' + failure.sink(),
                            with(LetterGroup.none(pipeline.name(), failure), letter, ledger),
                            (before, first) -> with(before, letter, ledger));
                }
            }));
        }
        return List.copyOf(groups.values());
    }

    private LetterGroup with(LetterGroup group, ParkedLetter letter, Ledger ledger) {
        return group.with(letter, ledger.has(letter), letter.failure().attempts() >= config.maxAttempts());
    }

    /**
     * The letters from a place on, a partition after the other.
     *
     * @param partition null for all
     * @param from the first offset; null for the first that there is
     * @throws ConfigException when there is no such partition
     */
    public List<ParkedLetter> read(Integer partition, Long from, int limit) {
        List<TopicPartition> partitions = topic.partitions().stream()
                .filter(one -> partition == null || one.partition() == partition)
                .toList();
        if (partitions.isEmpty()) {
            throw new ConfigException(
                    "--partition", partition, "the topic " + pipeline.dlqTopic() + " has no such one");
        }
        List<ParkedLetter> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = LoneConsumer.of(config, Map.of())) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            for (TopicPartition one : partitions) {
                long begin = Math.max(beginnings.get(one), from == null ? 0 : from);
                read(consumer, one, begin, ends.get(one), limit, letters);
            }
        }
        return letters;
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long from,
            long end,
            int limit,
            List<ParkedLetter> into) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        while (into.size() < limit && consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
                if (into.size() < limit) {
                    into.add(ParkedLetter.of(one));
                }
            }
        }
    }
}
