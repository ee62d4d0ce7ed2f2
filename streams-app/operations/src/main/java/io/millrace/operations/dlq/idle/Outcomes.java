// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.operations.cluster.ClusterAdmin;
import io.millrace.operations.connect.ConnectWorker;
import io.millrace.operations.connect.SinkConnector;
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

    private final MillraceConfig config;
    private final PipelineConfig pipeline;
    private final Backlog backlog;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> deadLetters;

    public Outcomes(MillraceConfig config, PipelineConfig pipeline, ClusterAdmin cluster) {
        this.config = config;
        this.pipeline = pipeline;
        this.backlog = new Backlog(config, cluster);
        this.consumer = LoneConsumer.of(config, Map.of());
        this.deadLetters = backlog.partitions(List.of(pipeline.dlqTopic()));
        consumer.assign(deadLetters);
    }

    /** From here on dead letters are new. */
    public void begin() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(deadLetters);
        ends.forEach(consumer::seek);
    }

    /** The dead letter that came of it, if any, of a letter that was sent to {@code place} after {@link #begin}. */
    public Optional<ParkedLetter> await(ParkedLetter letter, RecordMetadata place) {
        TopicPartition at = new TopicPartition(place.topic(), place.partition());
        String group = group(letter, place.topic());
        while (backlog.committed(group).getOrDefault(at, 0L) <= place.offset()) {
            ClusterAdmin.pause();
        }
        // Those of the same transaction may become readable a moment after its offsets.
        Map<TopicPartition, Long> ends = backlog.ends(deadLetters);
        Optional<ParkedLetter> again = Optional.empty();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
                ParkedLetter found = ParkedLetter.of(one);
                if (isOf(found.failure(), letter.failure(), at, place.offset())) {
                    again = Optional.of(found);
                }
            }
        }
        return again;
    }

    private String group(ParkedLetter letter, String topic) {
        if (topic.equals(pipeline.sourceTopic())) {
            return pipeline.application().group();
        }
        String sink = letter.failure().sink();
        return config.connectUrl().isEmpty()
                ? SinkConnector.group(sink)
                : new ConnectWorker(config.connectUrl())
                        .connector(sink)
                        .map(SinkConnector::group)
                        .orElseGet(() -> SinkConnector.group(sink));
    }

    /** An event that a sink refuses again has the place that it had at first. */
    private static boolean isOf(Failure found, Failure before, TopicPartition at, long offset) {
        boolean isThat = at.equals(found.at()) && found.offset() == offset;
        boolean isEventOfSink = before.isOfSink()
                && before.sink().equals(found.sink())
                && before.at().equals(found.at())
                && before.offset() == found.offset();
        return isThat || isEventOfSink;
    }

    @Override
    public void close() {
        consumer.close();
        backlog.close();
    }
}
