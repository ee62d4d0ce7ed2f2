// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

/** What JMX shows of one task, as {@code io.millrace:type=sink,connector=…,task=…}. Counters are since the task's start. */
public interface SinkMetricsMXBean {
    /** Batches delivered, those with rejected events included. */
    long getBatches();

    /** Events delivered, without rejected ones. */
    long getEvents();

    /** Payload bytes of the batches delivered, as the batches count them. */
    long getBytes();

    /** Attempts that failed and were retried. */
    long getRetries();

    /** Dead letters written: refused batches, and rejected events. */
    long getDeadLetters();

    /** Batches polled and not yet finished. */
    long getInFlight();

    /** Age of the oldest of them since it was polled; 0 when there is none. It grows when a batch does not get through. */
    long getOldestUnfinishedMs();

    /** Offsets that left the batch topic by retention before this task read them: batches, and transaction markers. */
    long getBatchesMissed();

    /** 1 while a batch waits that has failed three times in a row, at the outside system or the dead-letter topic; else 0. */
    int getOutage();

    /** Batches that the task delivers at once at most, as it finds the outside system to bear: from 1 to {@code max.in.flight}. */
    int getConcurrencyLimit();
}
