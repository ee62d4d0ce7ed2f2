// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

/**
 * The source is no longer what the state was made from: offsets mean other events now, or will come again. Stops the pipeline; the
 * message says what was seen.
 */
public final class SourceChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private SourceChangedException(String message) {
        super(message);
    }

    public static SourceChangedException gone(String topic) {
        return new SourceChangedException("The source topic " + topic + " is gone.");
    }

    public static SourceChangedException recreated(String topic) {
        return new SourceChangedException("The source topic " + topic + " was deleted and recreated.");
    }

    /** Topics never lose partitions. */
    public static SourceChangedException shrunk(String topic, int before, int now) {
        return new SourceChangedException("The source topic " + topic + " has " + now + " partitions, and had " + before
                + " before: it was deleted and recreated.");
    }

    static SourceChangedException wentBack(long offset, long processedUpTo) {
        return new SourceChangedException("Offset " + offset + " was processed already, as was all up to "
                + processedUpTo + ": the offsets of the consumer group were set back.");
    }
}
