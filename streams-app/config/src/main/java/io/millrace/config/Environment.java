// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings in environment variables: {@code MILLRACE_HTTP_PORT} is {@code http.port}. Declared keys are found by their name in this
 * form, so that pipeline names with a dash or an underscore work. Kafka's keys have dots only, so after {@code MILLRACE_KAFKA_},
 * {@code MILLRACE_TOPICS_}, {@code MILLRACE_CONNECTORS_} and {@code MILLRACE_CONFIG_PROVIDERS_} every underscore stands for a dot.
 */
final class Environment {
    static final String PIPELINES = variable(MillraceConfig.PIPELINES);

    private static final String PREFIX = "MILLRACE_";
    private static final Set<String> OPEN_ENDED = Stream.concat(
                    Keys.OPEN_ENDED.stream(), Stream.of(AbstractConfig.CONFIG_PROVIDERS_CONFIG + '.'))
            .map(Environment::variable)
            .collect(Collectors.toUnmodifiableSet());

    private Environment() {}

    /** The variable that sets {@code key}. */
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * What {@code environment} sets. Variables that match no key belong to somebody else, as orchestrators create some from service
     * names; but one for a pipeline that matches nothing is a typing error.
     */
    static Map<String, String> settings(Map<String, String> environment, Map<String, List<String>> pipelines) {
        Map<String, String> keys = keysByVariable(environment, pipelines);
        Map<String, String> settings = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (keys.containsKey(variable)) {
                settings.put(keys.get(variable), value);
            } else if (OPEN_ENDED.stream().anyMatch(variable::startsWith)) {
                String key = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                settings.put(key.replace('_', '.'), value);
            } else if (variable.startsWith(PIPELINES + '_')) {
                throw new ConfigException("The environment variable " + variable + " matches no setting of "
                        + MillraceConfig.PIPELINES + "=" + String.join(",", pipelines.keySet())
                        + "; the nearest one that does is " + UnknownKeys.nearest(variable, keys.keySet()));
            }
        });
        return settings;
    }

    private static Map<String, String> keysByVariable(
            Map<String, String> environment, Map<String, List<String>> pipelines) {
        Map<String, String> keys = new HashMap<>();
        Set<String> all = new TreeSet<>(Keys.of(pipelines).names());
        all.add(AbstractConfig.CONFIG_PROVIDERS_CONFIG);
        for (String key : all) {
            String variable = variable(key);
            String other = keys.put(variable, key);
            if (other != null && environment.containsKey(variable)) {
                throw new ConfigException("The environment variable " + variable + " could mean " + other + " or " + key
                        + "; set them in the file or on the command line");
            }
        }
        return keys;
    }
}
