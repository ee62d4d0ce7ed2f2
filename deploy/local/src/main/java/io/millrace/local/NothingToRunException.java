package io.millrace.local;

/** The command asks for nothing, or for something that is not there; the message is one sentence for the operator. */
final class NothingToRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingToRunException(String message) {
        super(message);
    }
}
