package io.millrace.app;

/** The stream stopped by itself; the cause is the first failure that could not pass. */
public final class StreamFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MOST_CHARS = 400;

    StreamFailedException(Throwable cause) {
        super("The stream failed: " + (cause == null ? "Kafka Streams is in state ERROR" : sentence(cause)), cause);
    }

    /** The true cause, then where it happened: Kafka Streams names task, topic, partition and offset before the trace. */
    private static String sentence(Throwable failure) {
        Throwable root = FailurePolicy.root(failure);
        String where = String.valueOf(failure.getMessage()).split("\\R|, stacktrace=", 2)[0];
        String text = root == failure ? root.toString() : root + " (" + where + ")";
        return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "…" : text;
    }
}
