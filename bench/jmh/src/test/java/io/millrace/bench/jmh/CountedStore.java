// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A store in memory that counts what is asked of it. */
final class CountedStore implements KeyValueStore<Bytes, byte[]> {
    /** Puts and deletes, each of which would be a record of the changelog. */
    int writes;
    /** Of the values put. */
    long bytesWritten;
    /** Gets, ranges, and the entries that these walk over. */
    int reads;

    private final KeyValueStore<Bytes, byte[]> inner =
            Stores.inMemoryKeyValueStore(RocksStore.NAME).get();

    int calls() {
        return writes + reads;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        writes++;
        bytesWritten += value == null ? 0 : value.length;
        inner.put(key, value);
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte[] delete(Bytes key) {
        writes++;
        return inner.delete(key);
    }

    @Override
    public byte[] get(Bytes key) {
        reads++;
        return inner.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        reads++;
        return new Counted(inner.range(from, to));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        reads++;
        return new Counted(inner.all());
    }

    @Override
    public long approximateNumEntries() {
        return inner.approximateNumEntries();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        inner.init(context, root);
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    private final class Counted implements KeyValueIterator<Bytes, byte[]> {
        private final KeyValueIterator<Bytes, byte[]> entries;

        Counted(KeyValueIterator<Bytes, byte[]> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            reads++;
            return entries.next();
        }

        @Override
        public Bytes peekNextKey() {
            return entries.peekNextKey();
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
