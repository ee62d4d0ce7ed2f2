package io.millrace.pipeline;

/** The source topic is not the one that the state was made from; the message says what to do. Stops one pipeline. */
final class SourceGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceGoneException(String message) {
        super(message);
    }
}
