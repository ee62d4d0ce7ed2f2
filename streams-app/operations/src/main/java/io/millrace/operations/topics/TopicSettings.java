// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import io.millrace.config.MillraceConfig;
import io.millrace.config.UnknownKeys;
import io.millrace.config.topics.TopicRules;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;

/** The settings that a topic has in this version of Kafka: a misspelt one would be refused in the middle of the changes. */
final class TopicSettings {
    private static final Set<String> NAMES = Arrays.stream(TopicConfig.class.getFields())
            .filter(field -> field.getName().endsWith("_CONFIG"))
            .map(TopicSettings::name)
            .collect(Collectors.toUnmodifiableSet());

    private TopicSettings() {}

    private static String name(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("A public constant can be read", e);
        }
    }

    static void requireKnown(TopicRules rules) {
        requireKnown(MillraceConfig.TOPICS_PREFIX, rules.settings().keySet());
        requireKnown(
                MillraceConfig.TOPICS_PREFIX + "dlq.",
                rules.deadLetterSettings().keySet());
    }

    private static void requireKnown(String prefix, Collection<String> settings) {
        for (String setting : settings) {
            if (!NAMES.contains(setting)) {
                throw new ConfigException(
                        "Unknown key " + prefix + setting + ": Kafka has no such topic setting; the nearest one is "
                                + UnknownKeys.nearest(setting, NAMES));
            }
        }
    }
}
