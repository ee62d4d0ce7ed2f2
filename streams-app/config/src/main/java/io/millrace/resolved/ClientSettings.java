// SPDX-License-Identifier: Apache-2.0
package io.millrace.resolved;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** All settings of one client, including those that nobody set. */
public final class ClientSettings {
    private static final Set<String> SERIALIZERS = Set.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private final String prefix;
    private final Set<String> given;
    private final Map<String, Object> values = new TreeMap<>();

    private ClientSettings(String prefix, ConfigDef definition, Map<String, Object> settings) {
        this.prefix = prefix;
        this.given = Set.copyOf(settings.keySet());
        Map<String, Object> complete = new HashMap<>(settings);
        // Neither has a default, and neither is an operator's choice.
        SERIALIZERS.forEach(key -> complete.putIfAbsent(key, Object.class));
        try {
            values.putAll(definition.parse(complete));
        } catch (ConfigException e) {
            throw new ConfigException("Under " + prefix + ": " + e.getMessage());
        }
        values.keySet().removeAll(SERIALIZERS);
    }

    /** {@code prefix} is what stands before its keys in a configuration. */
    static ClientSettings producer(String prefix, Map<String, Object> settings) {
        return new ClientSettings(prefix, ProducerConfig.configDef(), settings);
    }

    static ClientSettings consumer(String prefix, Map<String, Object> settings) {
        return new ClientSettings(prefix, ConsumerConfig.configDef(), settings);
    }

    /** Whether it was set, by whomever, and is not just Kafka's default. */
    boolean isGiven(String key) {
        return given.contains(key);
    }

    long number(String key) {
        return ((Number) values.get(key)).longValue();
    }

    public String text(String key) {
        return String.valueOf(values.get(key));
    }

    /** Whether a configuration's {@code key} is one of this client's. */
    boolean has(String key) {
        return key.startsWith(prefix) && values.containsKey(own(key));
    }

    /** The client's name for a configuration's {@code key}. */
    String own(String key) {
        return key.substring(prefix.length());
    }

    /** The key as a configuration has it. */
    String name(String key) {
        return prefix + key;
    }

    /** Key and value, for messages. */
    String says(String key) {
        return name(key) + "=" + text(key);
    }
}
