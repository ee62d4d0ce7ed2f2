package io.millrace.config;

import java.util.Collection;
import java.util.Comparator;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A key that nobody declared stops the start: it is a typing error more often than not. */
final class UnknownKeys {
    private UnknownKeys() {}

    /** {@code key} without {@code prefix}, if {@code definition} declares it. */
    static String require(String key, String prefix, ConfigDef definition) {
        String rest = key.length() > prefix.length() ? key.substring(prefix.length()) : "";
        if (!definition.names().contains(rest)) {
            throw unknown(key, definition.names().stream().map(prefix::concat).toList());
        }
        return rest;
    }

    static ConfigException unknown(String key, Collection<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .orElseThrow();
        return new ConfigException("Unknown key " + key + "; the nearest known one is " + nearest
                + " (CONFIG.md lists all; settings for the Kafka clients start with " + MillraceConfig.KAFKA_PREFIX
                + ")");
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
