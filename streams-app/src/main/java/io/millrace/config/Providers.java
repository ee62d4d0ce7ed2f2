package io.millrace.config;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Replaces {@code ${provider:path:key}} by what Kafka's ConfigProviders find, so that files hold no secrets. */
final class Providers {
    private Providers() {}

    static Map<String, String> resolve(Map<String, String> settings, String providersKey) {
        if (!settings.containsKey(providersKey)) {
            return settings;
        }
        // An AbstractConfig resolves its originals while it is made.
        Map<String, Object> originals = new AbstractConfig(new ConfigDef(), settings, false).originals();
        Map<String, String> resolved = new HashMap<>();
        originals.forEach((key, value) -> resolved.put(key, String.valueOf(value)));
        return resolved;
    }
}
