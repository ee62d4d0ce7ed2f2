// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Streams at its barest: every record is counted, then dropped or forwarded one by one. */
final class PassThrough {

    private PassThrough() {}

    static Topology topology(Spec spec, LongAdder processed, boolean copies) {
        return ByHand.topology(spec, () -> new Counting(processed, copies));
    }

    private static final class Counting extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final LongAdder processed;
        private final boolean copies;

        Counting(LongAdder processed, boolean copies) {
            this.processed = processed;
            this.copies = copies;
        }

        @Override
        public void process(Record<byte[], byte[]> event) {
            processed.increment();
            if (copies) {
                context().forward(event);
            }
        }
    }
}
