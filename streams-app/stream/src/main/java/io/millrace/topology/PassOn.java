// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Hands on what it gets. To Kafka Streams it is a step that changes keys, below which it repartitions. */
final class PassOn extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
        context().forward(record);
    }
}
