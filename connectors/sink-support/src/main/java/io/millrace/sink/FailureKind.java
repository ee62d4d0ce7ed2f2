package io.millrace.sink;

/** What a failure asks for. */
public enum FailureKind {
    /** The outside world is not ready: wait and repeat, for as long as it takes. Nothing is lost or given up. */
    RETRIABLE,
    /** This batch will never be taken: it goes, whole, to the dead-letter topic, and delivery goes on. */
    RECORD,
    /** No batch would be taken, or nobody knows: the task stops with the cause, and its offsets stay. */
    FATAL
}
