package io.millrace.batch;

/** An event came after its window had closed. */
final class LateEventException extends Exception {
    private static final long serialVersionUID = 1L;

    LateEventException(long windowStart, ClosingRules rules) {
        super(
                "its window from " + windowStart + " to " + rules.windowEnd(windowStart) + " closed at the watermark "
                        + rules.windowCloses(windowStart),
                null,
                false,
                false);
    }
}
