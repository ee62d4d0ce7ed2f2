// SPDX-License-Identifier: Apache-2.0
package io.millrace.drain;

import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a {@link DrainedStore}, logged and uncached. */
public final class DrainedStoreBuilder implements StoreBuilder<DrainedStore> {
    private final String name;
    private final Map<String, String> topicSettings;

    /** The changelog topic is created with {@code topicSettings}. */
    public DrainedStoreBuilder(String name, Map<String, String> topicSettings) {
        this.name = name;
        this.topicSettings = Map.copyOf(topicSettings);
    }

    @Override
    public DrainedStore build() {
        return new DrainedStore(name);
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
        return new DrainedStoreBuilder(name, config);
    }

    @Override
    public StoreBuilder<DrainedStore> withLoggingDisabled() {
        throw new UnsupportedOperationException("open batches must survive the machine");
    }

    @Override
    public Map<String, String> logConfig() {
        return topicSettings;
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public String name() {
        return name;
    }
}
