// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

/** Why something became a dead letter: the value of the header {@link DeadLetter#REASON}. */
public enum DeadLetterReason {
    /** The value is not what the pipeline's format says. */
    MALFORMED,
    /** The registry knows no schema with the id in the value. */
    UNKNOWN_SCHEMA,
    /** The event time is missing, before 1970 or {@code timestamp.min.ms}, or too far ahead of the clock. */
    BAD_TIMESTAMP,
    /** The event's window had closed, and the pipeline parks such events. */
    LATE,
    /** The event alone exceeds what a batch may hold. */
    TOO_LARGE,
    /** No rule says where the event belongs. */
    UNROUTABLE,
    /** The external system refused the batch, or a single event of it, permanently. */
    SINK_REJECTED,
    /** The external system could not accept the batch, and the sink was told to give up; Millrace's own sinks never are. */
    SINK_FAILED;

    /** Whether a sink gives it; all others are given by stages of the stream. */
    public boolean isOfASink() {
        return this == SINK_REJECTED || this == SINK_FAILED;
    }
}
