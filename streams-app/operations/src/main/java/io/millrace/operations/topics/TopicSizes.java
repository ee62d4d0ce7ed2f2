package io.millrace.operations.topics;

import io.millrace.config.PipelineConfig;
import io.millrace.schemas.DeadLetter;

/** How large the records of a pipeline's topics are, from how large those before them are. All in bytes. */
public final class TopicSizes {
    private static final int NEW_SINK = 1024 * 1024;

    /** A source's limit counts compressed bytes, a dead letter is written as it was read: so room for the uncompressed. */
    private static final int NEW_DEAD_LETTERS = 32 * 1024 * 1024;

    private TopicSizes() {}

    /** What a sink topic must take. */
    public static long leastSink(PipelineConfig pipeline) {
        return (long) pipeline.batchMaxBytes() + PipelineConfig.RECORD_ALLOWANCE_BYTES;
    }

    /** What a new sink topic is made for. */
    static long newSink(PipelineConfig pipeline) {
        return Math.max(leastSink(pipeline), NEW_SINK);
    }

    /** What a dead-letter topic must take: every event and, from the sinks, every batch, with the headers that say why. */
    public static long leastDeadLetters(long source, long sink) {
        return atMostInt(Math.max(source, sink) + DeadLetter.HEADER_ALLOWANCE_BYTES);
    }

    /** What a new dead-letter topic is made for. */
    static long newDeadLetters(long source, long sink) {
        return atMostInt(Math.max(Math.max(source, sink) + PipelineConfig.RECORD_ALLOWANCE_BYTES, NEW_DEAD_LETTERS));
    }

    /** Kafka counts them so. */
    private static long atMostInt(long bytes) {
        return Math.min(bytes, Integer.MAX_VALUE);
    }
}
