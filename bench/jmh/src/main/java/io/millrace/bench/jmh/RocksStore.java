// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The RocksDB store that Streams would open for a task, in a folder of its own, without changelog and cache. */
record RocksStore(Path folder, StageContext<byte[]> context, KeyValueStore<Bytes, byte[]> store)
        implements AutoCloseable {
    static final String NAME = "open-batches";

    static RocksStore open() {
        try {
            Path folder = Files.createTempDirectory("millrace-jmh");
            StageContext<byte[]> context = new StageContext<>(folder.toFile());
            KeyValueStore<Bytes, byte[]> store =
                    Stores.persistentKeyValueStore(NAME).get();
            store.init(context.getStateStoreContext(), store);
            return new RocksStore(folder, context, store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
