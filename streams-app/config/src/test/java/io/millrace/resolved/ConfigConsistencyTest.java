// SPDX-License-Identifier: Apache-2.0
package io.millrace.resolved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.MillraceConfig;
import io.millrace.profile.Profiles;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each contradiction stops the start and names its keys; each shipped profile is free of them. */
class ConfigConsistencyTest {
    private static ResolvedConfig effective(String profile, String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("pipelines", "p", "profile", profile));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return ResolvedConfig.of(MillraceConfig.of(settings));
    }

    private static String refusalOf(String profile, String... keysAndValues) {
        return assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> effective(profile, keysAndValues))
                .actual()
                .getMessage();
    }

    @Test
    void shouldFindNothingInTheShippedProfilesAndInNone() {
        Profiles.SHIPPED.forEach(
                name -> assertThatCode(() -> effective(name)).as(name).doesNotThrowAnyException());
        assertThatCode(() -> effective("")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"gateway.producer", "producer"})
    void shouldRefuseAnIdempotentProducerThatWaitsForOneReplica(String producer) {
        String prefix = "kafka." + producer + '.';

        assertThat(refusalOf("availability", prefix + "acks", "1"))
                .contains(prefix + "acks=1")
                .contains(prefix + "enable.idempotence");
    }

    @Test
    void shouldSayThatIdempotenceIsTheDefault() {
        assertThat(refusalOf("", "kafka.gateway.producer.acks", "1"))
                .contains("which is the default")
                .contains("kafka.gateway.producer.enable.idempotence=false");
    }

    @Test
    void shouldRefuseMoreRequestsInFlightThanAnIdempotentProducerCanOrder() {
        String key = "kafka.gateway.producer.max.in.flight.requests.per.connection";

        assertThat(refusalOf("durability", key, "6")).contains(key + "=6").contains("at most 5");
        assertThatCode(() -> effective("throughput", key, "6")).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAnIdempotentProducerThatMayNotRepeat() {
        assertThat(refusalOf("durability", "kafka.producer.retries", "0"))
                .contains("kafka.producer.retries=0")
                .contains("kafka.producer.enable.idempotence=true");
    }

    @Test
    void shouldRefuseADeliveryTimeoutShorterThanWhatItSpans() {
        assertThat(refusalOf("latency", "kafka.gateway.producer.linger.ms", "6000"))
                .contains("kafka.gateway.producer.delivery.timeout.ms=15000")
                .contains("kafka.gateway.producer.linger.ms=6000")
                .contains("kafka.gateway.producer.request.timeout.ms=10000");
    }

    @Test
    void shouldRefuseExactlyOnceWithAcksOfOne() {
        assertThat(refusalOf("durability", "kafka.producer.acks", "1", "kafka.producer.enable.idempotence", "false"))
                .contains("processing.guarantee=exactly_once_v2")
                .contains("kafka.producer.acks=1");
    }

    @Test
    void shouldRefuseACommitIntervalLongerThanATransaction() {
        assertThat(refusalOf(
                        "durability", "commit.interval.ms", "20000", "kafka.producer.transaction.timeout.ms", "10000"))
                .contains("commit.interval.ms=20000")
                .contains("kafka.producer.transaction.timeout.ms=10000");
    }

    @Test
    void shouldRefuseSinksThatReadWhatATransactionTookBack() {
        String key = "connectors.consumer.override.isolation.level";

        assertThat(refusalOf("durability", key, "read_uncommitted"))
                .contains(key)
                .contains("processing.guarantee=exactly_once_v2");
        assertThatCode(() -> effective("latency", key, "read_uncommitted")).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAnUncleanLeaderUnderExactlyOnce() {
        assertThat(refusalOf("durability", "topics.unclean.leader.election.enable", "true"))
                .contains("topics.unclean.leader.election.enable=true")
                .contains("processing.guarantee=exactly_once_v2");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.producer.max.request.size, 1000000",
        "kafka.producer.buffer.memory, 1000000",
        "topics.max.message.bytes, 1000000"
    })
    void shouldRefuseABatchThatDoesNotFit(String key, String bytes) {
        assertThat(refusalOf("throughput", key, bytes))
                .contains(key + "=" + bytes)
                .contains("pipelines.p.batch.max.bytes=3145728");
    }

    @Test
    void shouldRefuseADeadLetterTopicThatTakesMoreThanCanBeSent() {
        assertThat(refusalOf("latency", "topics.dlq.max.message.bytes", "100000000"))
                .contains("topics.dlq.max.message.bytes=100000000")
                .contains("kafka.producer.max.request.size");
    }

    @Test
    void shouldRefuseToDeleteDeadLettersWithinAWeekend() {
        assertThat(refusalOf("latency", "topics.dlq.retention.ms", "3600000"))
                .contains("topics.dlq.retention.ms=3600000")
                .contains("three days");
        assertThatCode(() -> effective("latency", "topics.dlq.retention.ms", "-1"))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseASessionThatOneLostHeartbeatEnds() {
        assertThat(refusalOf("availability", "kafka.consumer.heartbeat.interval.ms", "3001"))
                .contains("heartbeat.interval.ms=3001")
                .contains("session.timeout.ms=6000");
        assertThat(refusalOf("availability", "kafka.main.consumer.max.poll.interval.ms", "5000"))
                .contains("max.poll.interval.ms=5000");
    }

    @Test
    void shouldRefuseMoreReplicasInSyncThanThereAre() {
        assertThat(refusalOf("durability", "topics.replication.factor", "1"))
                .contains("topics.min.insync.replicas=2")
                .contains("topics.replication.factor=1");
    }

    @Test
    void shouldNameAllContradictionsAtOnce() {
        assertThat(refusalOf("durability", "kafka.producer.retries", "0", "topics.replication.factor", "1"))
                .contains("kafka.producer.retries=0")
                .contains("topics.replication.factor=1");
    }

    /** Kafka Streams makes it 100 by itself, so the profile must say it. */
    @Test
    void shouldNotLingerInTheLatencyProfile() {
        assertThat(effective("latency").producer().number("linger.ms")).isZero();
        assertThat(effective("").producer().number("linger.ms")).isEqualTo(100);
    }
}
