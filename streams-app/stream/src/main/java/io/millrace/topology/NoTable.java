// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A table that keeps nothing. Optimization merges the repartition topics of tables and of aggregations, and of nothing else; and a table
 * whose store has a name, as all must have here, is materialized.
 */
record NoTable(String name) implements KeyValueBytesStoreSupplier {
    Materialized<byte[], byte[], KeyValueStore<Bytes, byte[]>> materialized() {
        return Materialized.<byte[], byte[]>as(this)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled();
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new Store(name);
    }

    @Override
    public String metricsScope() {
        return "none";
    }

    private static final class Store implements KeyValueStore<Bytes, byte[]> {
        private final String name;
        private boolean open;

        Store(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void init(StateStoreContext context, StateStore root) {
            context.register(root, (key, value) -> {});
            open = true;
        }

        @Override
        public void put(Bytes key, byte[] value) {}

        @Override
        public byte[] putIfAbsent(Bytes key, byte[] value) {
            return null;
        }

        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> entries) {}

        @Override
        public byte[] delete(Bytes key) {
            return null;
        }

        @Override
        public byte[] get(Bytes key) {
            return null;
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            throw new UnsupportedOperationException("nothing is kept");
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            throw new UnsupportedOperationException("nothing is kept");
        }

        @Override
        public long approximateNumEntries() {
            return 0;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public boolean persistent() {
            return false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }
}
