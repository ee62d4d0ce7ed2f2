// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.subject.Spec;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** What topologies written by hand have in common: events, one processor with its stores, the sink topic. */
final class ByHand {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private ByHand() {}

    static Topology topology(
            Spec spec, ProcessorSupplier<byte[], byte[], byte[], byte[]> processor, StoreBuilder<?>... stores) {
        StreamsBuilder builder = new StreamsBuilder();
        String[] names = new String[stores.length];
        for (int i = 0; i < stores.length; i++) {
            builder.addStateStore(stores[i]);
            names[i] = stores[i].name();
        }
        builder.stream(spec.text(Spec.TOPIC), Consumed.with(BYTES, BYTES).withName("events"))
                .process(processor, Named.as("process"), names)
                .to(spec.text(Spec.SINK_TOPIC), Produced.with(BYTES, BYTES).withName("batches"));
        return builder.build();
    }

    /** A logged store in RocksDB. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), BYTES);
    }
}
