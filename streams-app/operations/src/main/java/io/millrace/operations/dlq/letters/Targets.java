// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.operations.dlq.letters.Target.BatchToSink;
import io.millrace.operations.dlq.letters.Target.EventToSink;
import io.millrace.operations.dlq.letters.Target.Nowhere;
import io.millrace.operations.dlq.letters.Target.Parked;
import io.millrace.operations.dlq.letters.Target.ToSource;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Says where the dead letters of one pipeline go back to: what the stream refused to the source topic, what a sink refused to that sink and
 * no other. Headers can be written by anyone, so they choose only among the pipeline's own topics.
 */
public final class Targets {
    private final PipelineConfig pipeline;
    private final Map<String, Integer> partitions;
    private final Set<String> readers;
    private final Retention source;
    private final int maxAttempts;

    /**
     * @param partitions how many each topic that exists has, at least of those that may be targets
     * @param readers the connectors that read the topic of redriven batches; null when nobody could be asked
     * @param source of the source topic
     */
    public Targets(
            PipelineConfig pipeline,
            Map<String, Integer> partitions,
            Set<String> readers,
            Retention source,
            int maxAttempts) {
        this.pipeline = pipeline;
        this.partitions = Map.copyOf(partitions);
        this.readers = readers == null ? null : Set.copyOf(readers);
        this.source = source;
        this.maxAttempts = maxAttempts;
    }

    public Target of(ParkedLetter letter) {
        Failure failure = letter.failure();
        if (failure.attempts() >= maxAttempts) {
            return new Parked();
        }
        if (!failure.isPlaced()) {
            return new Nowhere("its headers do not say where it comes from");
        }
        String topic = failure.at().topic();
        if (isInternal(topic)) {
            return new Nowhere(
                    "it comes from the internal topic " + topic + ", to which nothing is sent but by its owner");
        }
        return failure.isOfSink() ? toSink(letter) : toSource(failure);
    }

    /** By the names that Kafka, Kafka Streams and Kafka Connect give to topics of their own. */
    private static boolean isInternal(String topic) {
        return topic.startsWith("__") || topic.endsWith("-changelog") || topic.endsWith("-repartition");
    }

    private Target toSource(Failure failure) {
        TopicPartition at = failure.at();
        if (!at.topic().equals(pipeline.sourceTopic())) {
            return new Nowhere("it comes from " + at.topic() + ", and the pipeline reads " + pipeline.sourceTopic());
        }
        Integer count = partitions.get(at.topic());
        if (count == null) {
            return new Nowhere("the topic " + at.topic() + " does not exist any more");
        }
        if (at.partition() >= count) {
            return new Nowhere("the topic " + at.topic() + " has no partition " + at.partition() + " any more");
        }
        return source.keeps(failure.timestamp())
                ? new ToSource(at.topic(), at.partition())
                : new Nowhere("it is older than what " + at.topic()
                        + " keeps, and would be deleted at once: retention.ms=" + source.ms());
    }

    private Target toSink(ParkedLetter letter) {
        Failure failure = letter.failure();
        String topic = pipeline.topic(TopicRole.REDRIVEN);
        Integer count = partitions.get(topic);
        if (failure.sink() == null) {
            return new Nowhere("its headers do not say which sink refused it");
        }
        if (count == null) {
            return new Nowhere("there is no topic " + topic + ", which millrace topics apply creates");
        }
        if (readers != null && !readers.contains(failure.sink())) {
            return new Nowhere("the connector " + failure.sink() + " does not exist or does not read " + topic
                    + ", which belongs into its topics");
        }
        int partition = failure.at().partition() % count;
        if (isBatchTopic(failure.at().topic())) {
            return new BatchToSink(topic, partition, failure.sink());
        }
        if (failure.ofConnect() || !failure.at().topic().equals(pipeline.sourceTopic())) {
            return new Nowhere("the connector " + failure.sink() + " read it from "
                    + failure.at().topic() + ", which holds no batches: sent there, it would be an event for everyone");
        }
        return isEvent(letter.letter().value())
                ? new EventToSink(topic, partition, failure.sink())
                : new Nowhere("its value is not that of an event in a batch");
    }

    private boolean isBatchTopic(String topic) {
        return pipeline.topics().stream()
                .filter(one -> one.role() == TopicRole.SINK || one.role() == TopicRole.REDRIVEN)
                .map(PipelineTopic::name)
                .anyMatch(topic::equals);
    }

    private boolean isEvent(byte[] value) {
        return value != null && (pipeline.format() == PayloadFormat.JSON || WireFormat.isFramed(value));
    }
}
