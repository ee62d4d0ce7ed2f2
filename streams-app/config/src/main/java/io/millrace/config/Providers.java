// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;

/** Replaces {@code ${provider:path:key}} with what Kafka's ConfigProviders find, so that files hold no secrets. */
final class Providers {
    private static final String KEY = AbstractConfig.CONFIG_PROVIDERS_CONFIG;

    private Providers() {}

    /** {@code settings} with every reference replaced, once, and without the providers themselves. */
    static Map<String, String> resolve(Map<String, String> settings) {
        // An AbstractConfig resolves its originals while it is being created.
        Map<String, Object> originals = new AbstractConfig(new ConfigDef(), settings, false).originals();
        Map<String, String> resolved = new HashMap<>();
        originals.forEach((key, value) -> {
            if (!key.equals(KEY) && !key.startsWith(KEY + '.')) {
                requireReplaced(key, settings.get(key), value.toString());
                resolved.put(key, value.toString());
            }
        });
        return resolved;
    }

    /** Kafka leaves a reference as it is when there is no such provider, or when it finds nothing. */
    private static void requireReplaced(String key, String before, String after) {
        ConfigTransformer.DEFAULT_PATTERN
                .matcher(before)
                .results()
                .map(MatchResult::group)
                .filter(after::contains)
                .findFirst()
                .ifPresent(reference -> {
                    throw new ConfigException("Nothing was found for " + reference + " in the value of " + key
                            + "; is its provider listed in " + KEY + ", and the entry where it looks for it?");
                });
    }
}
