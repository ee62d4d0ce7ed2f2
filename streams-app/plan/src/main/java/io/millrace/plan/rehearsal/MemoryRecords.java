// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.rehearsal;

import io.millrace.drain.StateRecords;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** State on the heap, and how much of it was written. */
final class MemoryRecords implements StateRecords {
    private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();
    private long writtenBytes;

    @Override
    public void put(Bytes key, byte[] value) {
        writtenBytes += key.get().length + value.length;
        entries.put(key, value.clone());
    }

    @Override
    public void delete(Bytes key) {
        writtenBytes += key.get().length;
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

    /** What the state topic would have got so far, uncompressed. */
    long writtenBytes() {
        return writtenBytes;
    }
}
