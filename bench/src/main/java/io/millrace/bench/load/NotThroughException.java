package io.millrace.bench.load;

/** Events that were sent did not come out in time. */
public final class NotThroughException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotThroughException(String run, long out, long expected) {
        super("Of " + expected + " events of " + run + " only " + out + " came out in time");
    }
}
