// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.util.Collection;
import java.util.Comparator;
import org.apache.kafka.common.config.ConfigException;

/** A key that nobody declared stops the start: it is a typing error more often than not. */
public final class UnknownKeys {
    private static final String OF_PIPELINES = MillraceConfig.PIPELINES + '.';

    private UnknownKeys() {}

    static ConfigException unknown(String key, Collection<String> known, Collection<String> pipelines) {
        if (key.startsWith(OF_PIPELINES)) {
            String name = key.substring(OF_PIPELINES.length()).replaceFirst("\\..*", "");
            if (!pipelines.contains(name)) {
                return new ConfigException("The key " + key + " is for a pipeline " + name + " that is not in "
                        + MillraceConfig.PIPELINES + "=" + String.join(",", pipelines));
            }
            requireRollup(key, PipelineConfig.prefix(name) + PipelineKeys.ROLLUPS, known);
        }
        return new ConfigException("Unknown key " + key + "; the nearest known one is " + nearest(key, known)
                + " (CONFIG.md lists all; settings for the Kafka clients start with " + MillraceConfig.KAFKA_PREFIX
                + ")");
    }

    private static void requireRollup(String key, String list, Collection<String> known) {
        if (key.startsWith(list + '.') && key.indexOf('.', list.length() + 1) > 0) {
            String name = key.substring(list.length() + 1).replaceFirst("\\..*", "");
            if (known.stream().noneMatch(other -> other.startsWith(list + '.' + name + '.'))) {
                throw new ConfigException("The key " + key + " is for a rollup " + name + " that is not in " + list);
            }
        }
    }

    /** The one of {@code known} that takes the fewest changes to get to. */
    public static String nearest(String key, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .orElseThrow();
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
