package io.millrace.app;

/** The stream stopped by itself; the cause is the first failure that could not pass. */
public final class StreamFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StreamFailedException(Throwable cause) {
        super(
                "The stream failed: " + (cause == null ? "Kafka Streams is in state ERROR" : FailurePolicy.root(cause)),
                cause);
    }
}
