// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import io.millrace.drain.StateRecords;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** A store in memory that counts what is asked of it. */
final class CountedStore implements StateRecords {
    /** Puts and deletes, each of which would be a record of the changelog. */
    int writes;
    /** Of the values put. */
    long bytesWritten;

    int reads;

    private final TreeMap<Bytes, byte[]> inner = new TreeMap<>();

    int calls() {
        return writes + reads;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        writes++;
        bytesWritten += value.length;
        inner.put(key, value);
    }

    @Override
    public void delete(Bytes key) {
        writes++;
        inner.remove(key);
    }

    @Override
    public List<Bytes> keys() {
        reads++;
        return List.copyOf(inner.keySet());
    }

    @Override
    public byte[] get(Bytes key) {
        reads++;
        return inner.get(key);
    }

    @Override
    public void read(Bytes key, int from, int length, byte[] into, int at) {
        reads++;
        System.arraycopy(inner.get(key), from, into, at, length);
    }
}
