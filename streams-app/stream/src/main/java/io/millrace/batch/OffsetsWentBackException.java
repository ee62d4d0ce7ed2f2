package io.millrace.batch;

/** The source offers again what was processed for good: its topic was made anew, or the group's offsets were reset. */
final class OffsetsWentBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OffsetsWentBackException(long offset, long processedUpTo) {
        super("Offset " + offset + " was processed already, as was all up to " + processedUpTo
                + ": the source topic was made anew or the group's offsets were set back. To read what is there now, give the"
                + " pipeline another name (pipelines), with its topics as they are (source.topic, sink.topic, dlq.topic);"
                + " batches that were open under the old name stay in its state topic");
    }
}
