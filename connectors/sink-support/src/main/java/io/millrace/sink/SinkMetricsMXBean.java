package io.millrace.sink;

/** What JMX shows of one task, as {@code io.millrace:type=sink,connector=…,task=…}. Counters are since the task's start. */
public interface SinkMetricsMXBean {
    long getBatches();

    long getEvents();

    /** Payload bytes, as the batches count them. */
    long getBytes();

    /** Attempts that failed and were repeated. */
    long getRetries();

    long getDeadLetters();

    /** Batches handed over and not yet finished. */
    long getInFlight();

    /** Since the oldest of them was handed over; 0 when there is none. Growth means that one does not get through. */
    long getOldestUnfinishedMs();

    /** Offsets that left the batch topic by retention before this task read them: batches, and transaction markers. */
    long getBatchesMissed();

    /** 1 while a batch waits that the outside system, or the dead-letter topic, has refused three times in a row; else 0. */
    int getOutage();
}
