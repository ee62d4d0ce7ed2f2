// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.topics.TopicRole;
import io.millrace.profile.Profile;
import io.millrace.profile.Profiles;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ProfileLayerTest {
    private static MillraceConfig config(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("pipelines", "clicks,logs", "profile", "latency"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return MillraceConfig.of(settings);
    }

    @Test
    void shouldLieUnderTheOperatorsOwnSettings() {
        MillraceConfig config = config("commit.interval.ms", "250", "kafka.producer.linger.ms", "3");

        assertThat(config.exactlyOnce()).isFalse();
        assertThat(config.commitInterval().toMillis()).isEqualTo(250);
        assertThat(config.kafka()).containsEntry("producer.linger.ms", "3").containsEntry("poll.ms", "5");
        assertThat(config.profile().name()).isEqualTo("latency");
    }

    @Test
    void shouldGiveEachPipelineTheRulesForAllUnlessItHasItsOwn() {
        MillraceConfig config = config("pipelines.logs.window.ms", "77", "defaults.grace.ms", "5");

        assertThat(config.pipeline("clicks").windowMs()).isEqualTo(2_000);
        assertThat(config.pipeline("logs").windowMs()).isEqualTo(77);
        assertThat(config.pipeline("logs").graceMs()).isEqualTo(5);
        assertThat(config.pipeline("logs").batchMaxEvents()).isEqualTo(500);
    }

    @Test
    void shouldKeepOwnSettingsWhenTheProfileChanges() {
        MillraceConfig config = config("commit.interval.ms", "250").with(Profiles.named("durability"));

        assertThat(config.exactlyOnce()).isTrue();
        assertThat(config.commitInterval().toMillis()).isEqualTo(250);
        assertThat(config.pipeline("clicks").windowMs()).isEqualTo(10_000);
        assertThat(config.profile().name()).isEqualTo("durability");
        assertThat(config.configuredProfile()).isEqualTo("latency");
    }

    @Test
    void shouldGiveProducersOfEventsTheirSettingsAndNobodyElse() {
        MillraceConfig config = config("kafka.security.protocol", "SSL");

        assertThat(config.client(MillraceConfig.GATEWAY_PRODUCER))
                .containsEntry("acks", "1")
                .containsEntry("linger.ms", "0")
                .containsEntry("security.protocol", "SSL")
                .doesNotContainKeys("poll.ms", "num.standby.replicas", "producer.linger.ms");
        assertThat(config.kafka().keySet()).noneMatch(key -> key.startsWith("gateway"));
        assertThat(config.client("admin")).containsOnlyKeys("bootstrap.servers", "security.protocol");
    }

    @Test
    void shouldKnowWhatTopicsAndConnectorsShouldBeLike() {
        MillraceConfig config = config("topics.retention.ms", "5", "topics.dlq.max.message.bytes", "9");

        assertThat(config.topicRules().partitions()).isEqualTo(4);
        assertThat(config.topicRules().replicationFactor()).isEqualTo((short) 3);
        assertThat(config.topicRules().settings())
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("retention.ms", "5")
                .doesNotContainKeys("partitions", "replication.factor", "dlq.retention.ms");
        assertThat(config.topicRules().settings(TopicRole.DLQ))
                .containsEntry("retention.ms", "1209600000")
                .containsEntry("max.message.bytes", "9");
        assertThat(config.topicRules().settings(TopicRole.REDRIVEN))
                .as("what a sink is to take once more waits as long as dead letters do")
                .isEqualTo(config.topicRules().settings(TopicRole.DLQ));
        assertThat(config.topicRules().settings(TopicRole.REDRIVES)).containsEntry("cleanup.policy", "compact");
        assertThat(config.connectors()).containsEntry("consumer.override.isolation.level", "read_committed");
    }

    @Test
    void shouldRefuseWhatIsNoProfilesBusiness() {
        MillraceConfig config = config();

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config.with(Profile.of("mine", Map.of("state.dir", "/x"))))
                .withMessageContaining("The profile mine sets state.dir")
                .withMessageContaining("processing.guarantee");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config.with(Profile.of("mine", Map.of("defaults.windows.ms", "1"))))
                .withMessageContaining("defaults.window.ms");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config.with(Profile.of("mine", Map.of("defaults.window.ms", "0"))))
                .withMessageContaining("window.ms");
    }

    @Test
    void shouldTakeTheProfileFromOneEnvironmentVariable() {
        Map<String, String> settings = ConfigSources.layered(
                Map.of(), Map.of("MILLRACE_PROFILE", "throughput", "MILLRACE_DEFAULTS_GRACE_MS", "1"), Map.of());

        assertThat(settings).containsEntry("profile", "throughput").containsEntry("defaults.grace.ms", "1");
    }
}
