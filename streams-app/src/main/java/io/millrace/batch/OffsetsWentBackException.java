package io.millrace.batch;

/** The source offers again what was processed for good: its topic was made anew, or the group's offsets were reset. */
final class OffsetsWentBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OffsetsWentBackException(long offset, long processedUpTo) {
        super("Offset " + offset + " was processed already, as was all up to " + processedUpTo
                + ": the source topic was made anew or the group's offsets were reset; to read it again, use a new"
                + " application.id or reset the application");
    }
}
