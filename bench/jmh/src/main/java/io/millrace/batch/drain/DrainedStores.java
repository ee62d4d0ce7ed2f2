// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.drain;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Lets the benchmarks put a store without a changelog under the hook, as there is no broker to log to. */
public final class DrainedStores {
    private DrainedStores() {}

    public static DrainedStore over(KeyValueStore<Bytes, byte[]> inner) {
        return new DrainedStore(inner, 0, CommitNotes.of(null));
    }
}
