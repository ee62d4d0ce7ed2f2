// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import io.millrace.config.gateway.GatewayKeys;
import io.millrace.config.sinks.DatabaseConfig;
import io.millrace.config.sinks.ObjectStoreConfig;
import io.millrace.config.sinks.SearchConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.config.topics.TopicRules;
import io.millrace.schemas.registry.RegistryKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** Every key there is under its full name, once the pipelines are known. */
public final class Keys {
    /** Everything under these prefixes goes to Kafka as it is. */
    static final List<String> OPEN_ENDED =
            List.of(MillraceConfig.KAFKA_PREFIX, MillraceConfig.TOPICS_PREFIX, MillraceConfig.CONNECTORS_PREFIX);

    private final ConfigDef all;

    private Keys(ConfigDef all) {
        this.all = all;
    }

    /** {@code pipelines} have the names of their rollups. */
    static Keys of(Map<String, List<String>> pipelines) {
        ConfigDef all = new ConfigDef(MillraceConfig.DEFINITION);
        add(all, RegistryKeys.PREFIX, RegistryKeys.DEFINITION);
        add(all, GatewayKeys.PREFIX, GatewayKeys.DEFINITION);
        add(all, Sink.S3.prefix(), ObjectStoreConfig.DEFINITION);
        add(all, Sink.OPENSEARCH.prefix(), SearchConfig.DEFINITION);
        add(all, Sink.POSTGRES.prefix(), DatabaseConfig.DEFINITION);
        add(all, MillraceConfig.TOPICS_PREFIX, TopicRules.DEFINITION);
        add(all, MillraceConfig.DEFAULTS_PREFIX, PipelineKeys.DEFAULTS);
        pipelines.forEach((name, rollups) -> {
            add(all, PipelineConfig.prefix(name), PipelineKeys.DEFINITION);
            rollups.forEach(rollup -> add(all, RollupKeys.prefix(name, rollup), RollupKeys.DEFINITION));
        });
        return new Keys(all);
    }

    private static void add(ConfigDef all, String prefix, ConfigDef part) {
        for (ConfigKey key : part.configKeys().values()) {
            all.define(prefix + key.name, key.type, key.defaultValue, key.validator, key.importance, key.documentation);
        }
    }

    Set<String> names() {
        return all.names();
    }

    /** Throws for a key that is neither declared nor meant for Kafka's clients, brokers or connectors. */
    void requireKnown(Collection<String> keys, Collection<String> pipelines) {
        for (String key : keys) {
            if (!all.names().contains(key) && OPEN_ENDED.stream().noneMatch(key::startsWith)) {
                throw UnknownKeys.unknown(key, all.names(), pipelines);
            }
        }
    }

    /** The typed values; throws with all that are bad. */
    AbstractConfig parse(Map<String, String> settings) {
        List<String> faults = new ArrayList<>();
        for (ConfigValue value : all.validate(settings)) {
            String allowed = allowed(all.configKeys().get(value.name()));
            value.errorMessages().forEach(fault -> faults.add(fault + " (allowed: " + allowed + ")"));
        }
        if (!faults.isEmpty()) {
            throw new ConfigException(String.join("; ", faults));
        }
        return new AbstractConfig(all, settings, false);
    }

    /** What a key accepts, in words. */
    static String allowed(ConfigKey key) {
        return key.validator == null ? "any " + key.type.name().toLowerCase(Locale.ROOT) : key.validator.toString();
    }
}
