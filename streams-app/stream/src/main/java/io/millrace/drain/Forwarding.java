// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;

/**
 * Lets a {@link PreCommitHook} forward. Outside of {@code process} no processor is the current one, whose children are meant; Kafka
 * Streams' own caches name theirs in the same way while they are flushed. What is forwarded then is sent before the producer is flushed, and
 * so in the same commit.
 */
public interface Forwarding {
    /** Runs {@code sending}, which may call {@code forward} of the processor's context. */
    void during(Runnable sending);

    /** For the processor that is the current one. */
    static Forwarding from(ProcessorContext<?, ?> context) {
        if (!(context instanceof InternalProcessorContext<?, ?> task)) {
            return Runnable::run;
        }
        ProcessorNode<?, ?, ?, ?> own = task.currentNode();
        return sending -> {
            ProcessorNode<?, ?, ?, ?> before = task.currentNode();
            task.setCurrentNode(own);
            try {
                sending.run();
            } finally {
                task.setCurrentNode(before);
            }
        };
    }
}
