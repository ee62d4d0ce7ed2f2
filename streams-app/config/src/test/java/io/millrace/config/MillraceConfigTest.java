// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.config.routes.Routes;
import io.millrace.config.routes.Subject;
import io.millrace.config.sinks.Sink;
import io.millrace.config.stages.Dedup;
import io.millrace.config.stages.Grouping;
import io.millrace.config.stages.LatePolicy;
import io.millrace.config.stages.Rollups;
import io.millrace.config.stages.TimestampUnit;
import io.millrace.config.topics.PipelineTopic;
import io.millrace.config.topics.TopicRole;
import io.millrace.schemas.PayloadFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MillraceConfigTest {
    private static Map<String, String> clicksAnd(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("pipelines", "clicks"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    private static String refusalOf(Map<String, String> settings) {
        return assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> MillraceConfig.of(settings))
                .actual()
                .getMessage();
    }

    @Test
    void shouldRunWithoutAnySetting() {
        MillraceConfig config = MillraceConfig.of(Map.of());

        assertThat(config.pipelines()).isEmpty();
        assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(config.exactlyOnce()).isTrue();
        assertThat(config.commitInterval().toMillis()).isEqualTo(1_000);
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.bufferMaxBytes()).isEqualTo(256L * 1024 * 1024);
        assertThat(config.objectStore().bucket()).isNull();
        assertThat(config.kafka()).isEmpty();
    }

    @Test
    void shouldMakeAPipelinesTopicsOfItsName() {
        PipelineConfig clicks = MillraceConfig.of(clicksAnd()).pipeline("clicks");

        assertThat(clicks.sourceTopic()).isEqualTo("clicks.events");
        assertThat(clicks.sinkTopic()).isEqualTo("clicks.batches");
        assertThat(clicks.dlqTopic()).isEqualTo("clicks.dlq");
        assertThat(clicks.format()).isEqualTo(PayloadFormat.AVRO);
        assertThat(clicks.timestampField()).isNull();
        assertThat(clicks.late()).isEqualTo(LatePolicy.KEEP);
    }

    @Test
    void shouldGiveNoTwoApplicationsOneNameInKafka() {
        assertThat(application("a", "b-c")).isEqualTo("a.b-c");
        assertThat(application("a-b", "c")).isEqualTo("a-b.c");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> application("a", "b.c"))
                .withMessageContaining("pipelines");
    }

    private static String application(String id, String pipeline) {
        MillraceConfig config = MillraceConfig.of(Map.of("application.id", id, "pipelines", pipeline));
        return config.pipeline(pipeline).application().id();
    }

    @Test
    void shouldReadEveryKeyOfAPipeline() {
        PipelineConfig clicks = MillraceConfig.of(clicksAnd(
                        "pipelines.clicks.source.topic", "in",
                        "pipelines.clicks.sink.topic", "out",
                        "pipelines.clicks.dlq.topic", "bad",
                        "pipelines.clicks.format", "JSON",
                        "pipelines.clicks.timestamp.field", "ts",
                        "pipelines.clicks.timestamp.unit", "us",
                        "pipelines.clicks.timestamp.min.ms", "8",
                        "pipelines.clicks.timestamp.max.ahead.ms", "1",
                        "pipelines.clicks.window.ms", "2",
                        "pipelines.clicks.grace.ms", "3",
                        "pipelines.clicks.max.age.ms", "14",
                        "pipelines.clicks.batch.max.events", "5",
                        "pipelines.clicks.batch.max.bytes", "6000",
                        "pipelines.clicks.late", "dead-letter",
                        "pipelines.clicks.dedup.by", "id, header attempt",
                        "pipelines.clicks.dedup.window.ms", "7",
                        "pipelines.clicks.dedup.max.ids", "9",
                        "pipelines.clicks.routes", "level = \"ERROR\" -> topic errors"))
                .pipeline("clicks");

        assertThat(clicks)
                .isEqualTo(new PipelineConfig(
                        "clicks",
                        new StreamsApplication("millrace.clicks"),
                        List.of(
                                new PipelineTopic(TopicRole.SOURCE, "in", "pipelines.clicks.source.topic"),
                                new PipelineTopic(TopicRole.SINK, "out", "pipelines.clicks.sink.topic"),
                                new PipelineTopic(TopicRole.DLQ, "bad", "pipelines.clicks.dlq.topic"),
                                new PipelineTopic(TopicRole.ROUTE, "errors", "pipelines.clicks.routes"),
                                new PipelineTopic(
                                        TopicRole.DROPPED, "clicks.dropped", "pipelines.clicks.dropped.topic"),
                                new PipelineTopic(
                                        TopicRole.REDRIVEN, "clicks.redriven", "pipelines.clicks.redriven.topic"),
                                new PipelineTopic(
                                        TopicRole.REDRIVES, "clicks.redrives", "pipelines.clicks.redrives.topic"),
                                new PipelineTopic(
                                        TopicRole.STATE, "millrace.clicks-open-batches-changelog", "application.id"),
                                new PipelineTopic(
                                        TopicRole.TOPOLOGY, "millrace.clicks-topology-changelog", "application.id")),
                        PayloadFormat.JSON,
                        "ts",
                        TimestampUnit.US,
                        8,
                        1,
                        2,
                        3,
                        14,
                        5,
                        6000,
                        LatePolicy.DEAD_LETTER,
                        new Dedup(List.of(new Subject(false, "id"), new Subject(true, "attempt")), 7, 9, false),
                        Routes.parse("level = \"ERROR\" -> topic errors"),
                        new Grouping(null, false, false),
                        new Rollups(List.of(), 30_000),
                        Set.of(Sink.S3)));
    }

    @Test
    void shouldSayWhereARuleIsFaulty() {
        assertThat(refusalOf(clicksAnd("pipelines.clicks.routes", "level == \"ERROR\" -> topic errors")))
                .contains(
                        "pipelines.clicks.routes",
                        "column 8",
                        "met =, but allowed is a string in double quotes, a number, true or false");
    }

    @Test
    void shouldSayWhereAnIdIsFaulty() {
        assertThat(refusalOf(clicksAnd("pipelines.clicks.dedup.by", "id header attempt")))
                .contains("pipelines.clicks.dedup.by", "column 4: met header, but allowed is , or the end");
    }

    @Test
    void shouldRefuseARouteIntoATopicThatHasAJob() {
        assertThat(refusalOf(clicksAnd("pipelines.clicks.routes", "otherwise -> topic clicks.dlq")))
                .contains("clicks.dlq is both", "a topic of a route (pipelines.clicks.routes)");
    }

    @Test
    void shouldTakeTopicsThatRulesNameForSinkTopics() {
        PipelineConfig clicks = MillraceConfig.of(
                        clicksAnd("pipelines.clicks.routes", "x = 1 -> batch to errors; otherwise -> batch to rest"))
                .pipeline("clicks");

        assertThat(clicks.sinkTopic()).isEqualTo("clicks.batches");
        assertThat(clicks.sinkTopics()).containsExactly("clicks.batches", "errors", "rest");
        assertThat(clicks.topicsBesideBatches()).containsExactly("clicks.dlq");
        assertThat(refusalOf(clicksAnd("pipelines.clicks.routes", "otherwise -> batch to clicks.batches")))
                .contains("clicks.batches is both", "a sink topic (pipelines.clicks.routes)");
        assertThat(refusalOf(
                        clicksAnd("pipelines.clicks.routes", "x absent -> topic errors; otherwise -> batch to errors")))
                .contains("errors is both");
    }

    @Test
    void shouldRefuseTwoPipelinesThatRouteIntoOneTopic() {
        assertThat(refusalOf(Map.of(
                        "pipelines", "a,b",
                        "pipelines.a.routes", "x absent -> topic errors",
                        "pipelines.b.routes", "otherwise -> topic errors")))
                .contains("The topic errors is both", "pipelines.a.routes", "pipelines.b.routes");
    }

    @Test
    void shouldReachTheRegistryWithSecretsThatItDoesNotPrint() {
        MillraceConfig config = MillraceConfig.of(clicksAnd(
                "schema.registry.url", "https://one:8081,https://two:8081",
                "schema.registry.basic.auth.credentials.source", "USER_INFO",
                "schema.registry.basic.auth.user.info", "user:secret"));

        assertThat(config.registry().where()).isEqualTo("https://one:8081,https://two:8081");
        assertThat(config.value("schema.registry.basic.auth.user.info", "")).isEqualTo("[hidden]");
    }

    @Test
    void shouldRefuseHalfOfTheRegistrysCredentials() {
        assertThat(refusalOf(clicksAnd("schema.registry.basic.auth.user.info", "user:secret")))
                .contains("schema.registry.basic.auth.credentials.source=USER_INFO")
                .doesNotContain("secret");
    }

    @Test
    void shouldKeepPipelinesInTheOrderTheyAreListed() {
        MillraceConfig config = MillraceConfig.of(Map.of("pipelines", "zebra , ant,my-app,my_app"));

        assertThat(config.pipelines())
                .extracting(PipelineConfig::name)
                .containsExactly("zebra", "ant", "my-app", "my_app");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bootstrap.servers                        | ''      | non-empty string
            schema.registry.url                      | ''      | non-empty string
            schema.registry.url                      | reg:80  | http or https URL
            schema.registry.retry.ms                 | -1      | [0,...,240000]
            schema.registry.http.read.timeout.ms     | 0       | [1,...,600000]
            schema.registry.basic.auth.credentials.source | SASL_INHERIT | [URL, USER_INFO]
            schema.registry.retry.ms                 | 240001  | [0,...,240000]
            application.id                           | ''      | non-empty string
            processing.guarantee                     | exactly | [exactly_once_v2, at_least_once]
            commit.interval.ms                       | 9       | [10,...,60000]
            commit.interval.ms                       | 1s      | [10,...,60000]
            num.stream.threads                       | 0       | [1,...,256]
            state.dir                                | ''      | non-empty string
            buffer.max.bytes                         | 1000    | [1048576,...]
            buffer.max.bytes                         | 256MB   | [1048576,...]
            http.host                                | ''      | non-empty string
            http.port                                | 65536   | [0,...,65535]
            http.port                                | -1      | [0,...,65535]
            start.timeout.ms                         | 999     | [1000,...,600000]
            shutdown.timeout.ms                      | 600001  | [1000,...,600000]
            pipelines.clicks.source.topic            | a b     | letters, digits, . - and _
            pipelines.clicks.sink.topic              | ..      | letters, digits, . - and _
            pipelines.clicks.dlq.topic               | ä       | letters, digits, . - and _
            pipelines.clicks.format                  | avro    | [AVRO, JSON]
            pipelines.clicks.timestamp.unit          | sec     | [s, ms, us, ns]
            pipelines.clicks.timestamp.min.ms        | -1      | [0,...
            pipelines.clicks.timestamp.max.ahead.ms  | -1      | [0,...,31536000000]
            pipelines.clicks.window.ms               | 0       | [1,...,31622400000]
            pipelines.clicks.grace.ms                | -5      | [0,...,31622400000]
            pipelines.clicks.max.age.ms              | 9       | [10,...,31622400000]
            pipelines.clicks.late                    | drop    | [keep, dead-letter]
            pipelines.clicks.batch.max.events        | 0       | [1,...,1000000]
            pipelines.clicks.batch.max.bytes         | 1023    | [1024,...,104857600]
            pipelines.clicks.batch.max.bytes         | 9999999999 | [1024,...,104857600]
            s3.bucket                                | ''      | non-empty string
            s3.prefix                                | /a      | no leading, trailing or doubled slash
            s3.endpoint                              | minio:9000 | http or https URL
            """)
    void shouldNameKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
        assertThat(refusalOf(clicksAnd(key, value))).contains(key, value, allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,,b",
                "a.b",
                "-a",
                "a b",
                "a,b,a",
                ",",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void shouldRefuseNamesThatCannotBePartOfATopicOrStore(String names) {
        assertThat(refusalOf(Map.of("pipelines", names))).contains("pipelines", names, "distinct names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema.registry.url", "connect.url", "admin.instances"})
    void shouldNotPrintAPasswordInAUrl(String key) {
        assertThat(refusalOf(clicksAnd(key, "user:secret@host")))
                .contains(key, "host")
                .doesNotContain("secret");
    }

    @Test
    void shouldNameAllBadValuesAtOnce() {
        String refusal = refusalOf(clicksAnd("http.port", "x", "pipelines.clicks.late", "y"));

        assertThat(refusal).contains("http.port", "pipelines.clicks.late");
    }

    @ParameterizedTest
    @CsvSource({
        "htp.port, http.port",
        "pipeline, pipelines",
        "commit.interval, commit.interval.ms",
        "pipelines.clicks.windows.ms, pipelines.clicks.window.ms",
        "pipeline.clicks.format, pipelines.clicks.format",
        "s3.bukcet, s3.bucket"
    })
    void shouldRefuseAnUnknownKeyAndSuggestTheNearest(String key, String nearest) {
        assertThat(refusalOf(clicksAnd(key, "1")))
                .contains("Unknown key " + key + "; the nearest known one is " + nearest + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipelines.clicks", "pipelines.clicks.", "s3.", "s3", "config.provider", "acks", ""})
    void shouldRefuseWhatIsNobodysKey(String key) {
        assertThat(refusalOf(clicksAnd(key, "1"))).contains("Unknown key " + key + ";");
    }

    @Test
    void shouldRefuseAKeyOfAPipelineThatIsNotListed() {
        assertThat(refusalOf(clicksAnd("pipelines.logs.format", "JSON")))
                .contains("pipelines.logs.format", "a pipeline logs that is not in pipelines=clicks");
    }

    @Test
    void shouldRefuseTwoPipelinesWithOneTopic() {
        Map<String, String> settings = clicksAnd("pipelines", "clicks,logs", "pipelines.logs.dlq.topic", "clicks.dlq");

        assertThat(refusalOf(settings))
                .contains("clicks.dlq", "pipelines.clicks.dlq.topic", "pipelines.logs.dlq.topic");
    }

    @Test
    void shouldRefuseOneTopicAsSourceAndSink() {
        assertThat(refusalOf(clicksAnd("pipelines.clicks.sink.topic", "clicks.events")))
                .contains("clicks.events", "pipelines.clicks.source.topic", "pipelines.clicks.sink.topic");
    }

    @Test
    void shouldRefuseHalfOfACredential() {
        assertThat(refusalOf(Map.of("s3.access.key.id", "AKIA"))).contains("s3.access.key.id", "s3.secret.access.key");
        assertThat(refusalOf(Map.of("s3.secret.access.key", "hidden")))
                .contains("s3.access.key.id")
                .doesNotContain("hidden");
    }

    @Test
    void shouldNameTheConfiguredPipelinesWhenAskedForAnother() {
        MillraceConfig config = MillraceConfig.of(clicksAnd());

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config.pipeline("logs"))
                .withMessageContaining("no pipeline logs")
                .withMessageContaining("clicks");
    }

    @Test
    void shouldPrintNoSecret() {
        MillraceConfig config = MillraceConfig.of(clicksAnd(
                "s3.access.key.id", "AKIA",
                "s3.secret.access.key", "swordfish",
                "kafka.sasl.jaas.config", "swordfish",
                "kafka.ssl.key.password", "swordfish"));

        assertThat(config.toString()).doesNotContain("swordfish");
        assertThat(config.objectStore().toString()).doesNotContain("swordfish");
        assertThat(config.objectStore().secretAccessKey().value()).isEqualTo("swordfish");
        assertThat(refusalOf(clicksAnd("s3.secret.access.key", "swordfish", "http.port", "x")))
                .doesNotContain("swordfish");
    }

    @Test
    void shouldHandKafkasSettingsOnWithoutPrefixAndUnchanged() {
        MillraceConfig config = MillraceConfig.of(Map.of("kafka.security.protocol", "SSL", "kafka.some.day", "maybe"));

        assertThat(config.kafka()).isEqualTo(Map.of("security.protocol", "SSL", "some.day", "maybe"));
    }

    @Test
    void shouldGiveAPlainClientWhatIsForAllAndWhatIsForItsRole() {
        MillraceConfig config = MillraceConfig.of(Map.of(
                "bootstrap.servers", "here:1",
                "kafka.security.protocol", "SSL",
                "kafka.client.rack", "for-all",
                "kafka.consumer.client.rack", "for-consumers",
                "kafka.producer.linger.ms", "5",
                "kafka.main.consumer.max.poll.records", "7",
                "kafka.global.consumer.max.poll.records", "8",
                "kafka.topic.retention.ms", "9"));

        assertThat(config.client("consumer"))
                .isEqualTo(Map.of(
                        "bootstrap.servers", "here:1", "security.protocol", "SSL", "client.rack", "for-consumers"));
        assertThat(config.client("producer"))
                .isEqualTo(Map.of(
                        "bootstrap.servers", "here:1",
                        "security.protocol", "SSL",
                        "client.rack", "for-all",
                        "linger.ms", "5"));
        assertThat(config.pipelines()).isEqualTo(List.of());
    }
}
