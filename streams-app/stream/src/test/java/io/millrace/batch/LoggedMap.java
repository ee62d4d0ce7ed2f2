// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import io.millrace.drain.StateRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/** A store with its changelog laid open: every write is an entry, and a store can be made of any prefix of them. */
final class LoggedMap implements StateRecords {
    final List<KeyValue<Bytes, byte[]>> changelog = new ArrayList<>();
    private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();

    static LoggedMap restored(List<KeyValue<Bytes, byte[]>> changelog) {
        LoggedMap store = new LoggedMap();
        for (KeyValue<Bytes, byte[]> entry : changelog) {
            if (entry.value == null) {
                store.delete(entry.key);
            } else {
                store.put(entry.key, entry.value);
            }
        }
        return store;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        changelog.add(KeyValue.pair(key, value));
        entries.put(key, value);
    }

    @Override
    public void delete(Bytes key) {
        changelog.add(KeyValue.pair(key, null));
        entries.remove(key);
    }

    @Override
    public List<Bytes> keys() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public byte[] get(Bytes key) {
        return entries.get(key);
    }

    @Override
    public void read(Bytes key, int from, int length, byte[] into, int at) {
        System.arraycopy(entries.get(key), from, into, at, length);
    }
}
