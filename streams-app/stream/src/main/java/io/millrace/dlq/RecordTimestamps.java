// SPDX-License-Identifier: Apache-2.0
package io.millrace.dlq;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/** The timestamps of what is sent. */
public final class RecordTimestamps {
    private RecordTimestamps() {}

    /**
     * The time for what is sent. The clock of Streams never goes back, so it is ahead of the machine's once that was set back,
     * and brokers refuse records from the future.
     */
    public static long now(ProcessingContext context) {
        return Math.min(context.currentSystemTimeMs(), System.currentTimeMillis());
    }
}
