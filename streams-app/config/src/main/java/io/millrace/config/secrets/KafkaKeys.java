// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.secrets;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka's own declarations say about a key, whatever prefixes it has in ours. */
final class KafkaKeys {
    private static final List<ConfigDef> DECLARED = List.of(
            ProducerConfig.configDef(),
            ConsumerConfig.configDef(),
            AdminClientConfig.configDef(),
            StreamsConfig.configDef());

    private KafkaKeys() {}

    static Set<String> ofType(Type type) {
        return DECLARED.stream()
                .flatMap(declared -> declared.configKeys().values().stream())
                .filter(key -> key.type == type)
                .map(key -> key.name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The key itself, and what is left of it after each of its dots. */
    static Stream<String> endings(String key) {
        return Stream.iterate(key, Objects::nonNull, rest -> {
            int dot = rest.indexOf('.');
            return dot < 0 ? null : rest.substring(dot + 1);
        });
    }
}
