// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Names of pipelines: part of topic, store and object names, so letters, digits, dash and underscore only; {@link
 * StreamsApplication} relies on there being no dot in them.
 */
final class PipelineNames implements ConfigDef.Validator {
    private static final String LEGAL = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    /** The checked names that {@code settings} list. */
    static List<String> in(Map<String, String> settings) {
        List<String> names = split(settings.getOrDefault(MillraceConfig.PIPELINES, ""));
        new PipelineNames().ensureValid(MillraceConfig.PIPELINES, names);
        return names;
    }

    /** The names in {@code list}, good or bad. */
    static List<String> split(String list) {
        String trimmed = list.trim();
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s*,\\s*", -1));
    }

    @Override
    public void ensureValid(String key, Object value) {
        List<?> names = (List<?>) value;
        boolean legal = names.stream().allMatch(name -> name.toString().matches(LEGAL));
        if (!legal || new LinkedHashSet<>(names).size() < names.size()) {
            throw new ConfigException(
                    key, String.join(",", names.stream().map(Object::toString).toList()), toString());
        }
    }

    @Override
    public String toString() {
        return "distinct names, separated by commas, each of 1 to 64 letters, digits, - and _, not starting with - or _";
    }
}
