// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** How a registry is reached, with the key names of Confluent's own client under {@link #PREFIX}. */
public final class RegistryKeys {
    public static final String PREFIX = "schema.registry.";

    static final String BASIC_SOURCE = "basic.auth.credentials.source";
    static final String USER_INFO = "basic.auth.user.info";
    static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    static final String TOKEN = "bearer.auth.token";
    static final String LOGICAL_CLUSTER = "bearer.auth.logical.cluster";
    static final String IDENTITY_POOL = "bearer.auth.identity.pool.id";
    static final String CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";
    static final String READ_TIMEOUT_MS = "http.read.timeout.ms";
    static final String PROXY_HOST = "proxy.host";
    static final String PROXY_PORT = "proxy.port";
    static final String ENDPOINT_IDENTIFICATION = "ssl.endpoint.identification.algorithm";

    static final String FROM_URL = "URL";
    static final String FROM_USER_INFO = "USER_INFO";
    static final String STATIC_TOKEN = "STATIC_TOKEN";

    /** Those of Kafka's keys that Confluent's client reads. */
    static final List<String> TLS = List.of(
            "ssl.truststore.location",
            "ssl.truststore.password",
            "ssl.truststore.type",
            "ssl.truststore.certificates",
            "ssl.keystore.location",
            "ssl.keystore.password",
            "ssl.keystore.type",
            "ssl.keystore.key",
            "ssl.keystore.certificate.chain",
            "ssl.key.password",
            "ssl.protocol",
            "ssl.provider",
            "ssl.keymanager.algorithm",
            "ssl.trustmanager.algorithm",
            "ssl.secure.random.implementation",
            ENDPOINT_IDENTIFICATION);

    /** Without {@link #PREFIX}. */
    public static final ConfigDef DEFINITION = tls(connection(bearer(basic(new ConfigDef()))));

    private RegistryKeys() {}

    private static ConfigDef basic(ConfigDef keys) {
        return keys.define(
                        BASIC_SOURCE,
                        Type.STRING,
                        FROM_URL,
                        ValidString.in(FROM_URL, FROM_USER_INFO),
                        Importance.MEDIUM,
                        "Where the registry's user and password are configured: URL means in schema.registry.url itself"
                                + " (https://user:password@host), if at all; USER_INFO means in basic.auth.user.info.")
                .define(
                        USER_INFO,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "user:password for USER_INFO; provide it through a ConfigProvider.");
    }

    private static ConfigDef bearer(ConfigDef keys) {
        return keys.define(
                        BEARER_SOURCE,
                        Type.STRING,
                        "",
                        ValidString.in("", STATIC_TOKEN),
                        Importance.MEDIUM,
                        "STATIC_TOKEN sends bearer.auth.token instead of user and password. Empty: no token. Tokens that have to "
                                + "be fetched (OAUTHBEARER) are not supported.")
                .define(
                        TOKEN,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "The token for STATIC_TOKEN; provide it through a ConfigProvider.")
                .define(
                        LOGICAL_CLUSTER,
                        Type.STRING,
                        null,
                        Importance.LOW,
                        "Sent with a token as target-sr-cluster, which Confluent Cloud requires.")
                .define(
                        IDENTITY_POOL,
                        Type.STRING,
                        null,
                        Importance.LOW,
                        "Sent with a token as Confluent-Identity-Pool-Id, which Confluent Cloud requires.");
    }

    private static ConfigDef connection(ConfigDef keys) {
        return keys.define(
                        CONNECT_TIMEOUT_MS,
                        Type.INT,
                        10_000,
                        between(1, 600_000),
                        Importance.LOW,
                        "How long to wait for a connection to the registry.")
                .define(
                        READ_TIMEOUT_MS,
                        Type.INT,
                        10_000,
                        between(1, 600_000),
                        Importance.LOW,
                        "How long to wait for the registry's answer before it is asked again.")
                .define(
                        PROXY_HOST,
                        Type.STRING,
                        "",
                        Importance.LOW,
                        "HTTP proxy in front of the registry. Empty: none.")
                .define(PROXY_PORT, Type.INT, 0, between(0, 65_535), Importance.LOW, "Port of that proxy.");
    }

    private static ConfigDef tls(ConfigDef keys) {
        ConfigDef kafka = new ConfigDef().withClientSslSupport();
        for (String name : TLS) {
            ConfigKey key = kafka.configKeys().get(name);
            keys.define(
                    name,
                    key.type,
                    key.defaultValue,
                    key.validator,
                    Importance.LOW,
                    "For a registry served over HTTPS; the same as Kafka's own setting of that name.");
        }
        return keys;
    }
}
