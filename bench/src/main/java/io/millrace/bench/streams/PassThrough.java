package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Streams at its barest: every record is counted, then dropped or forwarded one by one. */
final class PassThrough {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private PassThrough() {}

    static Topology topology(Spec spec, LongAdder processed, boolean copies) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(spec.text(Spec.TOPIC), Consumed.with(BYTES, BYTES).withName("events"))
                .process(() -> new Counting(processed, copies), Named.as("count"))
                .to(spec.text(Spec.SINK_TOPIC), Produced.with(BYTES, BYTES).withName("copies"));
        return builder.build();
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
