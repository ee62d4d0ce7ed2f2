// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import org.apache.kafka.common.errors.RetriableException;

/**
 * Kafka Streams is about to run a task once more that it gave up, as it does when a send or a commit timed out. In 4.3.1 such a task
 * still knows how far it had read in its former life, and commits that before it has read anything again ({@code
 * StreamTask.consumedOffsets} and {@code nextOffsetsAndMetadataToBeConsumed} are never cleared): a crash soon after loses
 * the events between. A new thread makes a new task, which does not. A task that was active, stood by and is to be active again comes
 * with the same processors, too, and goes the same way.
 */
public final class RevivedTaskException extends RetriableException {
    private static final long serialVersionUID = 1L;

    public RevivedTaskException(String task) {
        super("The task " + task
                + " was given up after a failure, such as a broker that did not answer in time, or stood by for another"
                + " process in between; it begins anew on another thread");
    }
}
