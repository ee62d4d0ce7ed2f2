// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.drain;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Lets tests of other packages put a store of their own under the hook. */
public final class DrainedStores {
    private DrainedStores() {}

    public static DrainedStore over(KeyValueStore<Bytes, byte[]> inner, long beganAt, CommitNotes notes) {
        return new DrainedStore(inner, beganAt, notes);
    }
}
