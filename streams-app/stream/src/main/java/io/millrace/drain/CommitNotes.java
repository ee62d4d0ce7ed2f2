// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;

/**
 * Numbers that are committed together with the offsets of a task, in one record of the group's, and that the next owner of the task
 * finds when it starts. Kafka Streams 4.3.1 reads them after it has restored the stores and before it initializes processors, and writes
 * them after the drain.
 */
public interface CommitNotes {
    /** What was last committed under {@code key}, or put since; null for nothing. */
    Long get(String key);

    /** Goes with the next commit and all that follow. */
    void put(String key, long value);

    /** Those of a task; a context that is not Kafka Streams' own has none and keeps none. */
    static CommitNotes of(StateStoreContext context) {
        return ofTask(context);
    }

    /** The same, for a processor. */
    static CommitNotes ofProcessor(ProcessingContext context) {
        return ofTask(context);
    }

    private static CommitNotes ofTask(Object context) {
        InternalProcessorContext<?, ?> task = context instanceof InternalProcessorContext<?, ?> own ? own : null;
        return new CommitNotes() {
            @Override
            public Long get(String key) {
                return task == null ? null : task.processorMetadataForKey(key);
            }

            @Override
            public void put(String key, long value) {
                if (task != null) {
                    task.addProcessorMetadataKeyValue(key, value);
                }
            }
        };
    }
}
