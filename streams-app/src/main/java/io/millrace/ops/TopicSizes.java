package io.millrace.ops;

import io.millrace.config.PipelineConfig;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** How large a pipeline's topics must be, from how large the ones before them are. */
record TopicSizes(int partitions, int maxMessageBytes) {
    /** For key, headers and framing, with room to raise {@code batch.max.bytes} a little. */
    private static final int RECORD_ALLOWANCE_BYTES = 64 * 1024;

    private static final int LEAST_SINK_BYTES = 1024 * 1024;

    /** A source's limit counts compressed bytes, a dead letter is written as it was read: so room for the uncompressed. */
    private static final int LEAST_DEAD_LETTER_BYTES = 32 * 1024 * 1024;

    /** A sink topic takes every batch; {@code source} has the partitions that batches keep. */
    static TopicSizes sink(PipelineConfig pipeline, TopicSizes source) {
        int largest = Math.addExact(pipeline.batchMaxBytes(), RECORD_ALLOWANCE_BYTES);
        return new TopicSizes(source.partitions, Math.max(largest, LEAST_SINK_BYTES));
    }

    /** A dead-letter topic takes every event and, from the sinks, every batch, with the headers that say why. */
    static TopicSizes deadLetters(TopicSizes source, TopicSizes sink) {
        long largest = (long) Math.max(source.maxMessageBytes, sink.maxMessageBytes) + RECORD_ALLOWANCE_BYTES;
        return new TopicSizes(
                source.partitions, (int) Math.min(Math.max(largest, LEAST_DEAD_LETTER_BYTES), Integer.MAX_VALUE));
    }

    NewTopic topic(String name, short replicationFactor) {
        return new NewTopic(name, partitions, replicationFactor)
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes)));
    }
}
