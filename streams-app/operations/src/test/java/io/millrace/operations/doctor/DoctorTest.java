// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PipelineConfig;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.instance.InstanceStatus;
import io.millrace.instance.PipelineStatus;
import io.millrace.operations.cluster.PartitionState;
import io.millrace.operations.cluster.TopicState;
import io.millrace.operations.connect.SinkConnector;
import io.millrace.operations.doctor.checks.Severity;
import io.millrace.operations.doctor.facts.Clocks;
import io.millrace.operations.doctor.facts.ConnectFacts;
import io.millrace.operations.doctor.facts.InstanceFacts;
import io.millrace.operations.doctor.facts.RegistryFacts;
import io.millrace.operations.doctor.facts.RightsFacts;
import io.millrace.operations.transactions.OpenTransaction;
import io.millrace.operations.transactions.OpenTransaction.Outcome;
import io.millrace.profile.Profiles;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoctorTest {
    private final Examinations at = new Examinations();

    @Test
    void shouldBeSilentOnASoundCluster() {
        at.connect = connect(Map.of());
        at.clocks = Map.of("http://registry", Duration.ofSeconds(2));

        assertThat(at.findings()).isEmpty();
    }

    @Test
    void shouldFindTooFewCopies() {
        at.topic("logs.batches", 4, 2, Map.of());

        assertOnly("copies", Severity.FAULT, "logs.batches");
    }

    @Test
    void shouldFindStateTopicsWithTooFewCopies() {
        at.topic("app.logs-open-batches-changelog", 4, 1, Map.of("max.message.bytes", "33554432"));

        assertOnly("copies", Severity.FAULT, "app.logs-open-batches-changelog");
    }

    @Test
    void shouldFindTooFewInSyncCopies() {
        at.topic("logs.events", 4, 3, Map.of("min.insync.replicas", "1"));

        assertOnly("in-sync copies", Severity.FAULT, "logs.events");
    }

    @Test
    void shouldFindUncleanElections() {
        at.topic("logs.events", 4, 3, Map.of("unclean.leader.election.enable", "true"));

        assertOnly("elections", Severity.FAULT, "logs.events");
    }

    @Test
    void shouldFindAMissingTopicOnce() {
        at.topics.remove("logs.dlq");

        assertOnly("topics", Severity.FAULT, "logs.dlq");
    }

    /** The stream runs without it. */
    @Test
    void shouldOnlyAdviseAboutAMissingTopicOfRedrives() {
        at.topics.remove("logs.redriven");

        assertOnly("topics", Severity.ADVICE, "logs.redriven");
    }

    @Test
    void shouldLookAtTopicsOfEveryRole() {
        PipelineConfig pipeline = MillraceConfig.of(at.config).pipeline("logs");
        for (PipelineTopic topic : pipeline.topics()) {
            TopicState sound = at.topics.get(topic.name());
            at.topics.put(topic.name(), new TopicState(topic.name(), sound.partitions(), sound.settings(), Set.of()));

            assertOnly("rights on topics", Severity.FAULT, topic.name());
            at.topics.put(topic.name(), sound);
        }
        assertThat(pipeline.topics()).extracting(PipelineTopic::role).contains(TopicRole.values());
    }

    @Test
    void shouldFindAPartitionBehind() {
        TopicState sound = at.topics.get("logs.events");
        at.topics.put(
                "logs.events",
                new TopicState(
                        "logs.events",
                        List.of(new PartitionState(0, 1, List.of(1, 2, 3), List.of(1, 2))),
                        sound.settings(),
                        null));

        assertOnly("health", Severity.FAULT, "logs.events");
    }

    @Test
    void shouldFindASinkWithFewerPartitions() {
        at.topic("logs.batches", 3, 3, Map.of());

        assertOnly("partitions", Severity.ADVICE, "logs.batches");
    }

    @Test
    void shouldLookAtEverySinkTopic() {
        at.topic("logs.warnings", 3, 3, Map.of());
        at.connect = connect(Map.of("topics", "logs.batches"));

        assertThat(at.findings())
                .extracting(finding -> finding.check() + ' ' + finding.subject())
                .containsExactlyInAnyOrder("partitions logs.warnings", "connectors logs.warnings");
    }

    @Test
    void shouldFindTooLittleRoomForDeadLettersOfTheLargestSinkTopic() {
        at.topic("logs.warnings", 4, 3, Map.of("max.message.bytes", "40000000"));

        assertThat(at.findings())
                .extracting(finding -> finding.check() + ' ' + finding.subject())
                .contains("room in topics logs.dlq");
    }

    @Test
    void shouldFindTooLittleRoomForBatches() {
        at.topic("logs.batches", 4, 3, Map.of("max.message.bytes", "900000"));

        assertOnly("room in topics", Severity.FAULT, "logs.batches");
    }

    @Test
    void shouldFindTooLittleRoomForDeadLetters() {
        at.topic("logs.dlq", 4, 3, Map.of("max.message.bytes", "1048588", "retention.ms", "-1"));

        assertOnly("room in topics", Severity.FAULT, "logs.dlq");
    }

    @Test
    void shouldFindDeadLettersThatAreKeptTooShortly() {
        at.topic("logs.dlq", 4, 3, Map.of("max.message.bytes", "33554432"));

        assertOnly("dead-letter retention", Severity.FAULT, "logs.dlq");
    }

    @Test
    void shouldFindTheBrokersTimeUnlessThePayloadTellsIt() {
        at.topic("logs.events", 4, 3, Map.of("message.timestamp.type", "LogAppendTime"));

        assertOnly("event time", Severity.FAULT, "logs.events");

        at.config.put("pipelines.logs.timestamp.field", "ts");
        assertThat(at.findings()).isEmpty();
    }

    @Test
    void shouldFindASessionThatBrokersRefuse() {
        at.config.put("kafka.consumer.session.timeout.ms", "5000");
        at.config.put("kafka.consumer.heartbeat.interval.ms", "1000");

        assertOnly("session timeout", Severity.FAULT, "session.timeout.ms");
    }

    @Test
    void shouldAdviseWhereBrokersSettingsMayNotBeRead() {
        at.broker.clear();

        assertOnly("broker settings", Severity.ADVICE, "brokers");
    }

    @Test
    void shouldFindThatKafkasOwnTopicsWillHaveTooFewCopies() {
        at.broker.put("transaction.state.log.replication.factor", "1");

        assertOnly("transactions topic", Severity.FAULT, "__transaction_state");
    }

    @Test
    void shouldAdviseToUpgradeOldBrokers() {
        at.metadataVersion = 21;

        assertOnly("broker versions", Severity.ADVICE, "brokers");
    }

    @Test
    void shouldFindMissingRights() {
        at.rights = new RightsFacts(Map.of("app.logs", Set.of(AclOperation.DESCRIBE)), Map.of());

        assertOnly("rights on the group", Severity.FAULT, "app.logs");
    }

    @Test
    void shouldFindALaxRegistry() {
        at.registry = new RegistryFacts(null, Map.of("logs.batches-value", "NONE"), Map.of("logs.batches-value", true));

        assertOnly("registry compatibility", Severity.FAULT, "logs.batches-value");
    }

    @Test
    void shouldFindARegistryThatDoesNotAnswerOnce() {
        at.registry = new RegistryFacts("It does not answer", Map.of(), Map.of());

        assertOnly("registry", Severity.FAULT, "schema.registry.url");
    }

    @Test
    void shouldFindAClockThatIsWrong() {
        at.clocks = Map.of("http://registry", Duration.ofSeconds(-6));

        assertOnly("clocks", Severity.FAULT, "http://registry");
    }

    @Test
    void shouldFindAConnectorThatReadsWhatIsTakenBack() {
        at.connect = connect(Map.of("consumer.override.isolation.level", "read_uncommitted"));

        assertOnly("committed reads", Severity.FAULT, "s3");
    }

    @Test
    void shouldFindAConnectorWithOtherSettings() {
        at.connect = connect(Map.of("consumer.override.fetch.min.bytes", "7"));

        assertOnly("connector settings", Severity.FAULT, "s3");
    }

    private static InstanceStatus status(String digest, Map<String, PipelineStatus> pipelines) {
        return new InstanceStatus(
                InstanceStatus.STREAM,
                "app",
                "durability",
                digest,
                "durability",
                "at_least_once",
                pipelines,
                null,
                null);
    }

    @Test
    void shouldFindAPipelineThatHasStoppedAlone() {
        PipelineStatus gone = PipelineStatus.failed("The source topic logs.events is gone");
        String digest = Profiles.named("durability").digest();
        at.instances = List.of(new InstanceFacts(
                "http://i", status(digest, Map.of("logs", gone, "clicks", new PipelineStatus("RUNNING", null))), null));

        assertOnly("pipelines running", Severity.FAULT, "logs");
    }

    @Test
    void shouldFindAConnectorThatDropsWhatItCannotConvert() {
        at.connect = connect(Map.of("errors.tolerance", "all"));

        assertOnly("connector errors", Severity.FAULT, "s3");
    }

    @Test
    void shouldFindASinkThatDoesNotReadBytes() {
        at.connect = connect(Map.of(
                "connector.class", "io.millrace.s3.S3SinkConnector",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter"));

        assertOnly("connector converters", Severity.FAULT, "s3");
    }

    @Test
    void shouldFindAConnectorThatReadsItsOwnDeadLetters() {
        at.connect = connect(Map.of("topics", "", "topics.regex", "logs\\..*"));

        assertOnly("connector dead letters", Severity.FAULT, "s3");
    }

    @Test
    void shouldSeeAConnectorThatReadsByPattern() {
        at.connect = connect(Map.of("topics", "", "topics.regex", "logs\\.(batches|warnings)"));

        assertThat(at.findings()).isEmpty();
    }

    @Test
    void shouldKnowThatOurSinkHasTheDeadLetterTopicOfThePipeline() {
        at.connect = connect(Map.of("connector.class", "io.millrace.s3.S3SinkConnector", "dead.letter.topic", ""));

        assertThat(at.findings()).isEmpty();
    }

    @Test
    void shouldFindAnInstanceThatRunsAnotherProfile() {
        at.instances = List.of(new InstanceFacts("http://i", status("0123", Map.of()), null));

        assertOnly("profiles of instances", Severity.FAULT, "http://i");
    }

    @Test
    void shouldFindATransactionThatNobodyWillEnd() {
        TopicPartition offsets = new TopicPartition("__consumer_offsets", 1);
        at.hanging = List.of(hanging(offsets, Outcome.UNKNOWN));

        assertOnly("hanging transactions", Severity.FAULT, "__consumer_offsets-1");
        assertThat(at.findings().get(0).says())
                .endsWith("abort --topic __consumer_offsets --partition 1 --start-offset 11187");
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"COMMITTED", "ABORTED"})
    void shouldSayHowToEndATransactionAsItsCoordinatorDid(Outcome outcome) {
        TopicPartition batches = new TopicPartition("logs.batches", 1);
        at.hanging = List.of(hanging(batches, outcome));

        assertOnly("hanging transactions", Severity.FAULT, "logs.batches-1");
        assertThat(at.findings().get(0).says())
                .contains(outcome.name().toLowerCase(Locale.ROOT))
                .endsWith("millrace end-transactions ends it here, too")
                .doesNotContain("abort ");
    }

    private static OpenTransaction hanging(TopicPartition partition, Outcome outcome) {
        long written = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        ProducerState producer = new ProducerState(16_024, 3, 7, written, OptionalInt.of(1), OptionalLong.of(11_187));
        return new OpenTransaction(partition, producer, outcome);
    }

    /** To abort it at once could cost the state that was committed with it. */
    @Test
    void shouldOnlyAdviseAboutOneOnAStateTopic() {
        TopicPartition state = new TopicPartition("app.logs-open-batches-changelog", 1);
        at.hanging = List.of(hanging(state, Outcome.UNKNOWN));

        assertOnly("hanging transactions", Severity.ADVICE, "app.logs-open-batches-changelog-1");
        assertThat(at.findings().get(0).says()).contains("Once the batches that were open then are closed");
    }

    @Test
    void shouldNotCallTransactionsSoundThatItMayNotLookAt() {
        at.hanging = null;

        assertThat(at.diagnosis().checks())
                .filteredOn(looked -> looked.check().equals("hanging transactions"))
                .singleElement()
                .satisfies(looked -> assertThat(looked.notLookedAt()).contains("may not"));
    }

    @Test
    void shouldKnowAClockOnlyAsFarAsTheAnswerTellsIt() {
        Instant asked = Instant.parse("2026-01-01T00:00:10Z");

        assertThat(Clocks.ahead(asked, asked.plusSeconds(2), asked.plusSeconds(1)))
                .isZero();
        assertThat(Clocks.ahead(asked, asked.plusSeconds(2), asked.plusSeconds(12)))
                .hasSeconds(10);
        assertThat(Clocks.ahead(asked, asked.plusSeconds(2), asked.minusSeconds(5)))
                .hasSeconds(-5);
    }

    private void assertOnly(String check, Severity severity, String subject) {
        assertThat(at.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(check);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.subject()).isEqualTo(subject);
        });
    }

    private static ConnectFacts connect(Map<String, String> changes) {
        Map<String, String> config = new HashMap<>(Map.of(
                "topics", "logs.batches,logs.warnings",
                "dead.letter.topic", "logs.dlq",
                "consumer.override.isolation.level", "read_committed",
                "consumer.override.fetch.min.bytes", "1"));
        config.putAll(changes);
        SinkConnector connector = new SinkConnector("s3", config, "RUNNING", List.of("RUNNING"), "");
        return new ConnectFacts("http://connect", null, List.of(connector), Map.of());
    }
}
