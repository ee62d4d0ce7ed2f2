// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.topics;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What the topics of every pipeline should be like.
 *
 * @param partitions of source topics that are created
 * @param replicationFactor −1 for the brokers' default
 * @param settings of every topic, by Kafka's names of topic settings
 * @param deadLetterSettings of dead-letter topics and those of redriven batches, over those
 */
public record TopicRules(
        int partitions, short replicationFactor, Map<String, String> settings, Map<String, String> deadLetterSettings) {
    /** A weekend, to find dead letters and send them back. */
    public static final Duration LEAST_DEAD_LETTER_RETENTION = Duration.ofDays(3);

    private static final String PARTITIONS = "partitions";
    private static final String REPLICATION_FACTOR = "replication.factor";

    /** In front of settings for dead-letter topics, and those of redriven batches, only. */
    private static final String DEAD_LETTERS = "dlq.";

    /** Declared for the keys under {@code topics.} that are not topic settings. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    PARTITIONS,
                    Type.INT,
                    4,
                    between(1, 10_000),
                    Importance.MEDIUM,
                    "Partitions of source topics that are created. More of them spread over more threads and make smaller"
                            + " batches. The number of an existing topic is never changed, because its producers distribute events by"
                            + " it.")
            .define(
                    REPLICATION_FACTOR,
                    Type.SHORT,
                    (short) -1,
                    atLeast(-1),
                    Importance.HIGH,
                    "Copies of each topic; -1 means the brokers' default.");

    public TopicRules {
        settings = Map.copyOf(settings);
        deadLetterSettings = Map.copyOf(deadLetterSettings);
    }

    /** {@code values} are those of the whole process, in which these keys have {@code prefix}. */
    public static TopicRules of(AbstractConfig values, String prefix) {
        Map<String, String> settings = new TreeMap<>();
        Map<String, String> deadLetterSettings = new TreeMap<>();
        values.originalsWithPrefix(prefix).forEach((key, value) -> {
            if (key.startsWith(DEAD_LETTERS)) {
                deadLetterSettings.put(key.substring(DEAD_LETTERS.length()), value.toString());
            } else if (!DEFINITION.names().contains(key)) {
                settings.put(key, value.toString());
            }
        });
        return new TopicRules(
                values.getInt(prefix + PARTITIONS),
                values.getShort(prefix + REPLICATION_FACTOR),
                settings,
                deadLetterSettings);
    }

    /** What is set for topics of that role; nothing for topics that the stream creates, which have keys of their own. */
    public Map<String, String> settings(TopicRole role) {
        return switch (role) {
            case SOURCE, SINK, ROUTE, DROPPED, ROLLUPS -> settings;
            case REDRIVES -> {
                Map<String, String> all = new TreeMap<>(settings);
                // The last word about a dead letter must not be forgotten before the dead letter.
                all.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
                yield all;
            }
            // What goes to a sink once more must stay as long as what waits to.
            case DLQ, REDRIVEN -> {
                Map<String, String> all = new TreeMap<>(settings);
                all.putAll(deadLetterSettings);
                yield all;
            }
            case STATE, REPARTITION, TOPOLOGY -> Map.of();
        };
    }
}
