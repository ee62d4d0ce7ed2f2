package io.millrace.ops.profiles;

/** A switch that did not come to its end; the message says how far it came and how to go on. */
final class SwitchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SwitchFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
