// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch.drain;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link DrainedStore} over a persistent, logged, uncached key-value store. */
public final class DrainedStoreBuilder implements StoreBuilder<DrainedStore> {
    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;

    /** The changelog topic is created with {@code topicSettings}. */
    public DrainedStoreBuilder(String name, Map<String, String> topicSettings) {
        inner = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(topicSettings)
                .withCachingDisabled();
    }

    @Override
    public DrainedStore build() {
        return new DrainedStore(inner.build());
    }

    @Override
    public StoreBuilder<DrainedStore> withCachingEnabled() {
        throw new UnsupportedOperationException("the heap is the cache");
    }

    @Override
    public StoreBuilder<DrainedStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<DrainedStore> withLoggingEnabled(Map<String, String> config) {
        inner.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<DrainedStore> withLoggingDisabled() {
        throw new UnsupportedOperationException("open batches must survive the machine");
    }

    @Override
    public Map<String, String> logConfig() {
        return inner.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return inner.loggingEnabled();
    }

    @Override
    public String name() {
        return inner.name();
    }
}
