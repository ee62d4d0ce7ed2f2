// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** The records of a task's changelog that count: the last one of each key. */
public interface StateRecords {
    /** Writes a record, also to the changelog; it is the caller's again afterwards. */
    void put(Bytes key, byte[] value);

    /** Writes that there is no record of that key any more. */
    void delete(Bytes key);

    /** All keys, in the order of their bytes. */
    List<Bytes> keys();

    /** The whole record; null when there is none. */
    byte[] get(Bytes key);

    /** Copies {@code length} bytes of a record, from {@code from} on, to {@code at} in {@code into}. There must be one. */
    void read(Bytes key, int from, int length, byte[] into, int at);
}
