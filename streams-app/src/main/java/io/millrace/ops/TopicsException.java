package io.millrace.ops;

/** The cluster did not create or describe a topic; the message is one sentence for the operator. */
public final class TopicsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicsException(String message) {
        super(message);
    }

    TopicsException(String message, Throwable cause) {
        super(message, cause);
    }
}
