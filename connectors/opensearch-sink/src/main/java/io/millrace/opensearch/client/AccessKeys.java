// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import java.net.URI;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** What can be set about the way to a cluster. */
public final class AccessKeys {
    public static final String PREFIX = "opensearch.";
    public static final String URLS = PREFIX + "urls";
    public static final String USER = PREFIX + "user";
    public static final String PASSWORD = PREFIX + "password";
    static final String API_KEY = PREFIX + "api.key";
    static final String AWS_REGION = PREFIX + "aws.region";
    static final String AWS_SERVICE = PREFIX + "aws.service";
    static final String AWS_ACCESS_KEY_ID = PREFIX + "aws.access.key.id";
    static final String AWS_SECRET_ACCESS_KEY = PREFIX + "aws.secret.access.key";
    static final String CONNECT_TIMEOUT_MS = PREFIX + "connect.timeout.ms";
    static final String REQUEST_TIMEOUT_MS = PREFIX + "request.timeout.ms";

    /** Those of Kafka's keys that concern a client's keys and certificates; host names are always checked. */
    static final List<String> TLS = List.of(
            "ssl.protocol",
            "ssl.provider",
            "ssl.enabled.protocols",
            "ssl.cipher.suites",
            "ssl.truststore.type",
            "ssl.truststore.location",
            "ssl.truststore.password",
            "ssl.truststore.certificates",
            "ssl.keystore.type",
            "ssl.keystore.location",
            "ssl.keystore.password",
            "ssl.keystore.key",
            "ssl.keystore.certificate.chain",
            "ssl.key.password",
            "ssl.keymanager.algorithm",
            "ssl.trustmanager.algorithm");

    private AccessKeys() {}

    public static ConfigDef addTo(ConfigDef sink) {
        return tls(timeouts(aws(credentials(urls(sink)))));
    }

    private static ConfigDef urls(ConfigDef keys) {
        return keys.define(
                URLS,
                Type.LIST,
                ConfigDef.NO_DEFAULT_VALUE,
                LambdaValidator.with(AccessKeys::checkUrls, () -> "http or https URLs, without user and password"),
                Importance.HIGH,
                "The cluster's nodes, or a load balancer in front of them. Requests go to each in turn; one that does not answer"
                        + " is passed over for 30 s.");
    }

    private static void checkUrls(String key, Object value) {
        List<?> urls = (List<?>) value;
        if (urls.isEmpty()) {
            throw new ConfigException(key, urls, "at least one http or https URL");
        }
        urls.forEach(url -> Access.url(key, url.toString()));
    }

    static List<URI> urls(AbstractConfig sink) {
        return sink.getList(URLS).stream().map(url -> Access.url(URLS, url)).toList();
    }

    private static ConfigDef credentials(ConfigDef keys) {
        return keys.define(
                        USER,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "User for basic authentication. It needs indices:data/write/bulk and the right to write to the indices, and"
                                + " to create them where they are not made beforehand.")
                .define(
                        PASSWORD,
                        Type.PASSWORD,
                        new Password(""),
                        Importance.MEDIUM,
                        "The user's password; provide it through a ConfigProvider.")
                .define(
                        API_KEY,
                        Type.PASSWORD,
                        new Password(""),
                        Importance.MEDIUM,
                        "API key in place of a user, in the encoded form (base64 of id and secret); provide it through a"
                                + " ConfigProvider.");
    }

    private static ConfigDef aws(ConfigDef keys) {
        return keys.define(
                        AWS_REGION,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Region of an Amazon OpenSearch domain or collection. When set, requests are signed (SigV4) instead of"
                                + " carrying a user or a key.")
                .define(
                        AWS_SERVICE,
                        Type.STRING,
                        "es",
                        ValidString.in("es", "aoss"),
                        Importance.LOW,
                        "What requests are signed for: es is a domain, aoss a serverless collection.")
                .define(
                        AWS_ACCESS_KEY_ID,
                        Type.STRING,
                        "",
                        Importance.LOW,
                        "Fixed access key for signing. Empty means the SDK's default chain (environment, profile, web identity,"
                                + " container, instance), which also rotates them.")
                .define(
                        AWS_SECRET_ACCESS_KEY,
                        Type.PASSWORD,
                        new Password(""),
                        Importance.LOW,
                        "The secret of the fixed access key; provide it through a ConfigProvider.");
    }

    private static ConfigDef timeouts(ConfigDef keys) {
        return keys.define(
                        CONNECT_TIMEOUT_MS,
                        Type.INT,
                        5_000,
                        Range.between(1, 600_000),
                        Importance.LOW,
                        "How long to wait for a connection. Shorter detects an outage sooner; too short turns a slow network into"
                                + " one.")
                .define(
                        REQUEST_TIMEOUT_MS,
                        Type.INT,
                        60_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "How long one request may take before it counts as failed and is retried. It must be enough for the largest"
                                + " bulk on a busy cluster, or that bulk is retried forever.");
    }

    /** With the docs and defaults of Kafka's own clients. */
    private static ConfigDef tls(ConfigDef keys) {
        ConfigDef kafka = new ConfigDef().withClientSslSupport();
        for (String name : TLS) {
            ConfigKey key = kafka.configKeys().get(name);
            keys.define(PREFIX + name, key.type, key.defaultValue, key.validator, key.importance, key.documentation);
        }
        return keys;
    }
}
