// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.Map;

/** What JMX shows of one task, as {@code io.millrace:type=sink,connector=…,task=…}. Counters are since the task's start. */
public interface SinkMetricsMXBean {
    /** The connector's kind: s3, opensearch or postgres. */
    String getSinkType();

    /** Batches delivered, those with rejected events included. */
    long getBatches();

    /** Events delivered, without rejected ones. */
    long getEvents();

    /** Payload bytes of the batches delivered, as the batches count them. */
    long getBytes();

    /** Attempts that failed and were retried. */
    long getRetries();

    /** The same by cause, with every cause from the start. */
    Map<String, Long> getRetriesByCause();

    /** Batches refused for good, each of which becomes one dead letter. */
    long getRefusedBatches();

    /** Events refused for good, each of which becomes one dead letter. */
    long getRejectedEvents();

    /** Attempts to write the dead letters of a batch that failed. */
    long getDeadLetterFailures();

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

    /** Partitions that the task does not poll for the moment, because enough is in flight. */
    int getPausedPartitions();

    /**
     * Batches by the seconds from their record's timestamp to their end, each in the bucket of the first bound that is not below; one more bucket
     * is for those beyond all bounds.
     */
    long[] getDeliveryDelayBuckets();

    /** The upper bounds of the buckets, in seconds. */
    double[] getDeliveryDelayBounds();

    /** The sum of these delays. */
    double getDeliveryDelaySeconds();

    /** Batches that the task delivers at once at most, as it finds the outside system to bear: from 1 to {@code max.in.flight}. */
    int getConcurrencyLimit();
}
