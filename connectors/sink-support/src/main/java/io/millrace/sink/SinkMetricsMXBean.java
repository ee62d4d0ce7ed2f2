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

    /** 1 while the outside system, or the dead-letter topic, is away; else 0. */
    int getOutage();
}
