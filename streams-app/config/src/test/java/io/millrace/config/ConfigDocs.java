// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import io.millrace.config.gateway.GatewayKeys;
import io.millrace.config.sinks.DatabaseConfig;
import io.millrace.config.sinks.ObjectStoreConfig;
import io.millrace.config.sinks.SearchConfig;
import io.millrace.config.sinks.Sink;
import io.millrace.config.topics.TopicRules;
import io.millrace.schemas.registry.RegistryKeys;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;

/** CONFIG.md, made of the declared keys. */
public final class ConfigDocs {
    private static final String HEAD = """
            # Configuration

            Made from the keys that the code declares; do not edit it by hand. `GeneratedDocsTest` says how to regenerate it.

            Settings are properties. They come from these places; a later one overrides an earlier one:

            1. the defaults below;
            2. the profile that `profile` names ([PROFILES.md](PROFILES.md));
            3. a properties file in UTF-8, `--config FILE`;
            4. environment variables: the key in capitals, prefixed with `MILLRACE_`, with an underscore for every dot and dash, so
               `http.port` is `MILLRACE_HTTP_PORT` and `pipelines.web-clicks.max.age.ms` is
               `MILLRACE_PIPELINES_WEB_CLICKS_MAX_AGE_MS`;
            5. the command line, `--set KEY=VALUE`, as often as needed.

            The whole configuration is checked before anything starts. Bad values stop the start, and all of them are reported at
            once, each with its key and what is allowed. An unknown key stops it too, and is reported with the nearest known one. In
            the environment, only variables that begin with `MILLRACE_PIPELINES_` are checked in this way: other `MILLRACE_`
            variables that are not a key are ignored, because orchestrators create such variables from the names of services.

            Times are in milliseconds (`.ms`), sizes in bytes (`.bytes`).

            A process with one pipeline of JSON events that carry their time in the field `ts`:

            ```properties
            bootstrap.servers=broker-1:9092,broker-2:9092
            schema.registry.url=http://registry:8081
            application.id=web
            pipelines=access
            pipelines.access.format=JSON
            pipelines.access.timestamp.field=ts
            pipelines.access.max.age.ms=5000
            ```
            """;

    private static final String PIPELINE = """
            ## A pipeline

            Each name in `pipelines` has these keys under `pipelines.<name>.`, so for a pipeline `clicks` the first is
            `pipelines.clicks.source.topic`. No two topics may be the same, within a pipeline or between pipelines.
            """;

    private static final String ROLLUP = """
            ## A rollup

            Each name in `pipelines.<name>.rollups` has these keys. The requests of each hour and path, with their bytes:

            ```properties
            pipelines.access.rollups=perHour
            pipelines.access.rollups.perHour.by=path
            pipelines.access.rollups.perHour.window.ms=3600000
            pipelines.access.rollups.perHour.measures=sum(bytes)
            ```
            """;

    private static final String DEFAULTS = """
            ## All pipelines

            A rule under `defaults.` applies to every pipeline that does not set its own.
            """;

    private static final String TOPICS = """
            ## Topics

            What `topics plan`, `topics apply` and `doctor` expect of each pipeline's topics. Besides the two keys below, every topic
            setting that Kafka has can be given under `topics.`, or under `topics.dlq.` if it is only for dead-letter topics and those of
            redriven batches:
            `topics.min.insync.replicas=2`, `topics.dlq.retention.ms=1209600000`.
            """;

    private static final String CONNECTORS = """
            ## Sink connectors

            Everything under `connectors.` overrides, without the prefix, the configuration of the connectors that read the pipelines'
            sink topics: `connectors.consumer.override.isolation.level=read_committed`.
            """;

    private static final String REGISTRY = """
            ## The schema registry

            These keys are under `schema.registry.` and have the names of Confluent's own client; the S3 sink takes the same ones. For a
            registry that requires a user and has a certificate from a private authority:

            ```properties
            schema.registry.url=https://registry:8081
            schema.registry.basic.auth.credentials.source=USER_INFO
            schema.registry.basic.auth.user.info=${file:/etc/millrace/secrets.properties:registry}
            schema.registry.ssl.truststore.location=/etc/millrace/truststore.p12
            schema.registry.ssl.truststore.type=PKCS12
            ```
            """;

    private static final String GATEWAY = """
            ## The gateway

            `millrace gateway` takes events over HTTP; [its README](streams-app/gateway/README.md) has the contract. These keys are
            under `gateway.`. Its producers have the settings under `kafka.gateway.producer.`, its probes and metrics `http.port`, and it
            switches profiles on `admin.port`, as a stream process does.
            """;

    private static final String STORE = """
            ## Where the sinks deliver

            `verify` finds what was delivered with these keys, under `s3.`, `opensearch.` and `postgres.`. The sinks themselves
            are configured where Kafka Connect runs.
            """;

    private static final String KAFKA = """
            ## Kafka's own settings

            Everything under `kafka.` is passed to Kafka Streams and the Kafka clients without the prefix and otherwise unchanged,
            unknown keys included, so TLS, SASL and tuning need nothing from Millrace:

            | prefix | goes to |
            | --- | --- |
            | `kafka.` | Kafka Streams, and every client |
            | `kafka.consumer.`, `kafka.producer.`, `kafka.admin.` | that kind of client only |
            | `kafka.main.consumer.`, `kafka.restore.consumer.` | the consumer that reads events, the consumer that restores state |
            | `kafka.topic.` | the state topics, when they are created |
            | `kafka.gateway.producer.` | the producers of events: the gateway, `feed`, the demo, and any other producer that adopts these settings |

            ```properties
            kafka.security.protocol=SASL_SSL
            kafka.sasl.mechanism=SCRAM-SHA-512
            kafka.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="millrace" password="${file:/etc/millrace/secrets.properties:password}";
            kafka.ssl.truststore.location=/etc/millrace/truststore.p12
            kafka.consumer.group.instance.id=millrace-0
            kafka.producer.compression.type=zstd
            ```

            Settings that have a key of their own above, or that the guarantees depend on, are refused under `kafka.` if they
            contradict it: `application.id`, `bootstrap.servers`, `processing.guarantee`, `commit.interval.ms`,
            `num.stream.threads`, `state.dir`, `topology.optimization`, `ensure.explicit.internal.resource.naming` and
            `group.protocol`. In the environment, every underscore after `MILLRACE_KAFKA_` stands for a dot:
            `MILLRACE_KAFKA_SECURITY_PROTOCOL`. The same applies after `MILLRACE_TOPICS_` and `MILLRACE_CONNECTORS_`.
            Settings that contradict each other stop the start, and all of them are named at once: an idempotent producer with
            `acks=1`, exactly-once with sinks that read uncommitted batches, a batch too large for any request, and the like.

            ## Secrets

            Any value may refer to one of Kafka's ConfigProviders instead of containing the secret itself. A reference that finds
            nothing stops the start. Keys of type password, and those that Kafka's clients treat as passwords, are never printed.

            ```properties
            config.providers=file,env
            config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
            config.providers.file.param.allowed.paths=/etc/millrace
            config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider

            s3.access.key.id=${file:/etc/millrace/secrets.properties:s3.key.id}
            s3.secret.access.key=${file:/etc/millrace/secrets.properties:s3.secret}
            kafka.ssl.truststore.password=${env:TRUSTSTORE_PASSWORD}
            ```
            """;

    private ConfigDocs() {}

    /** The whole file. */
    public static String text() {
        return String.join(
                "\n",
                HEAD,
                "## The process\n",
                table("", MillraceConfig.DEFINITION),
                PIPELINE,
                table("pipelines.<name>.", PipelineKeys.DEFINITION),
                ROLLUP,
                table("pipelines.<name>.rollups.<rollup>.", RollupKeys.DEFINITION),
                DEFAULTS,
                table(MillraceConfig.DEFAULTS_PREFIX, PipelineKeys.DEFAULTS),
                TOPICS,
                table(MillraceConfig.TOPICS_PREFIX, TopicRules.DEFINITION),
                CONNECTORS,
                REGISTRY,
                table(RegistryKeys.PREFIX, RegistryKeys.DEFINITION),
                GATEWAY,
                table(GatewayKeys.PREFIX, GatewayKeys.DEFINITION),
                STORE,
                table(Sink.S3.prefix(), ObjectStoreConfig.DEFINITION),
                table(Sink.OPENSEARCH.prefix(), SearchConfig.DEFINITION),
                table(Sink.POSTGRES.prefix(), DatabaseConfig.DEFINITION),
                KAFKA);
    }

    private static String table(String prefix, ConfigDef keys) {
        StringBuilder table = new StringBuilder("| key | type | default | allowed | importance | meaning |\n");
        table.append("| --- | --- | --- | --- | --- | --- |\n");
        keys.configKeys().values().forEach(key -> table.append(row(prefix, key)));
        return table.toString();
    }

    private static String row(String prefix, ConfigKey key) {
        return "| "
                + String.join(
                        " | ",
                        List.of(
                                code(prefix + key.name),
                                lower(key.type.name()),
                                fallback(key),
                                key.validator == null ? "" : escaped(Keys.allowed(key)),
                                lower(key.importance.name()),
                                escaped(key.documentation)))
                + " |\n";
    }

    private static String fallback(ConfigKey key) {
        boolean none = key.defaultValue == null || key.defaultValue.equals("");
        boolean empty = key.type == Type.LIST && ((Collection<?>) key.defaultValue).isEmpty();
        return none || empty ? "" : code(key.defaultValue.toString());
    }

    private static String code(String text) {
        return '`' + text + '`';
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        return text.replace("<", "&lt;").replace("|", "\\|");
    }
}
