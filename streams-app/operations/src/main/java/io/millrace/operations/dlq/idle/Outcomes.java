// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.dlq.letters.Failure;
import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.operations.verify.topics.LoneConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What became of one letter that was sent back: whoever it was for has committed an offset behind it, and there is no further dead letter of
 * it, or there is.
 */
public final class Outcomes implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /** After so long it says what it waits for; and so often it looks whether the connector reads. */
    private static final long LONG_NANOS = Duration.ofSeconds(2).toNanos();

    private final MillraceConfig config;
    private final PipelineConfig pipeline;
    private final Backlog backlog;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> deadLetters;
    private final List<TopicPartition> betweenStages;
    private final Waiting waiting;

    public Outcomes(MillraceConfig config, PipelineConfig pipeline, ClusterAdmin cluster, Waiting waiting) {
        this.config = config;
        this.pipeline = pipeline;
        this.backlog = new Backlog(config, cluster);
        this.consumer = LoneConsumer.of(config, Map.of());
        this.waiting = waiting;
        this.betweenStages = backlog.partitions(pipeline.topics().stream()
                .filter(topic -> topic.role() == TopicRole.REPARTITION)
                .map(PipelineTopic::name)
                .toList());
        this.deadLetters = backlog.partitions(List.of(pipeline.dlqTopic()));
        consumer.assign(deadLetters);
    }

    /** From here on dead letters are new. */
    public void begin() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(deadLetters);
        ends.forEach(consumer::seek);
    }

    /**
     * The dead letter that came of it, if any, of a letter that was sent to {@code place} after {@link #begin}. Throws {@link
     * NoOutcomeException}.
     */
    public Optional<ParkedLetter> await(ParkedLetter letter, RecordMetadata place) {
        TopicPartition at = new TopicPartition(place.topic(), place.partition());
        if (place.topic().equals(pipeline.sourceTopic())) {
            awaitStream(at, place.offset());
        } else {
            awaitSink(letter.failure().sink(), at, place.offset());
        }
        waiting.end();
        return again(letter, place);
    }

    private void awaitStream(TopicPartition at, long offset) {
        String group = pipeline.application().group();
        long since = System.nanoTime();
        while (isBehind(group, at, offset)) {
            pause(since, group, at + ", offset " + offset);
        }
        since = System.nanoTime();
        while (!betweenStages.isEmpty() && backlog.isAny(group, betweenStages)) {
            pause(since, group, "all events on their way to those of their group");
        }
    }

    private void awaitSink(String sink, TopicPartition at, long offset) {
        Recipient recipient = recipient(sink, at.topic());
        long since = System.nanoTime();
        long looked = since;
        while (isBehind(recipient.group(), at, offset)) {
            if (System.nanoTime() - looked > LONG_NANOS && !config.connectUrl().isEmpty()) {
                recipient = recipient(sink, at.topic());
                recipient.requireReading();
                looked = System.nanoTime();
            }
            pause(since, recipient.group(), at + ", offset " + offset);
        }
    }

    private boolean isBehind(String group, TopicPartition at, long offset) {
        return backlog.committed(group).getOrDefault(at, 0L) <= offset;
    }

    private void pause(long since, String group, String what) {
        if (System.nanoTime() - since > LONG_NANOS) {
            waiting.on("the group " + group + " has not committed " + what);
        }
        ClusterAdmin.pause();
    }

    private Optional<ParkedLetter> again(ParkedLetter letter, RecordMetadata place) {
        // Those of the same transaction may become readable a moment after its offsets.
        Map<TopicPartition, Long> ends = backlog.ends(deadLetters);
        Optional<ParkedLetter> again = Optional.empty();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
                ParkedLetter found = ParkedLetter.of(one);
                if (isOf(found.failure(), letter.failure(), place)) {
                    again = Optional.of(found);
                }
            }
        }
        return again;
    }

    private Recipient recipient(String sink, String topic) {
        return new Recipient(
                sink,
                topic,
                config.connectUrl().isEmpty()
                        ? Optional.empty()
                        : new ConnectWorker(config.connectUrl()).connector(sink));
    }

    /** An event that a sink refuses again has the place that it had at first; those of a batch say which it was. */
    static boolean isOf(Failure found, Failure before, RecordMetadata place) {
        TopicPartition at = new TopicPartition(place.topic(), place.partition());
        boolean isThat = at.equals(found.at()) && found.offset() == place.offset();
        boolean isOfSink = before.isOfSink() && before.sink().equals(found.sink());
        boolean isThatEvent = before.at().equals(found.at()) && before.offset() == found.offset();
        boolean isOfThatBatch = before.batchId() != null && before.batchId().equals(found.batchId());
        return isThat || (isOfSink && (isThatEvent || isOfThatBatch));
    }

    @Override
    public void close() {
        consumer.close();
        backlog.close();
    }
}
