// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import io.millrace.s3.content.ObjectContent;
import io.millrace.schemas.HttpUrl;
import io.millrace.sink.DeliveryConfig;
import io.millrace.sink.payload.PayloadSchemas;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** What can be set about the S3 sink. */
final class S3SinkConfig extends AbstractConfig {
    static final String BUCKET = "s3.bucket";
    static final String PREFIX = "s3.prefix";
    static final String REGION = "s3.region";
    static final String ENDPOINT = "s3.endpoint";
    static final String PATH_STYLE = "s3.path.style";
    static final String ACCESS_KEY_ID = "s3.access.key.id";
    static final String SECRET_ACCESS_KEY = "s3.secret.access.key";
    static final String CONNECT_TIMEOUT_MS = "s3.connect.timeout.ms";
    static final String REQUEST_TIMEOUT_MS = "s3.request.timeout.ms";
    static final ConfigDef DEFINITION =
            DeliveryConfig.addTo(PayloadSchemas.addTo(connection(ObjectContent.addTo(place(new ConfigDef())))));

    S3SinkConfig(Map<String, String> props) {
        super(DEFINITION, props);
        if (getString(ACCESS_KEY_ID).isEmpty() == hasSecret()) {
            throw new ConfigException(
                    ACCESS_KEY_ID, getString(ACCESS_KEY_ID), "set both it and " + SECRET_ACCESS_KEY + ", or neither");
        }
    }

    private boolean hasSecret() {
        return !getPassword(SECRET_ACCESS_KEY).value().isEmpty();
    }

    private static ConfigDef place(ConfigDef keys) {
        return keys.define(
                        BUCKET,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Bucket for the objects. It must exist; the credentials need s3:PutObject and s3:ListBucket on it,"
                                + " nothing else.")
                .define(
                        PREFIX,
                        Type.STRING,
                        "",
                        LambdaValidator.with(S3SinkConfig::checkPrefix, () -> "no leading, trailing or doubled slash"),
                        Importance.MEDIUM,
                        "First part of every object key, before /<pipeline>/dt=…/hr=…/. Changing it moves new objects only:"
                                + " a batch redelivered after the change is then in both places.")
                .define(
                        REGION,
                        Type.STRING,
                        "us-east-1",
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        "Region of the bucket; it is part of every request's signature, also where an S3 of another maker"
                                + " knows no regions.");
    }

    private static void checkPrefix(String key, Object value) {
        String prefix = (String) value;
        if (prefix.startsWith("/") || prefix.endsWith("/") || prefix.contains("//")) {
            throw new ConfigException(key, prefix, "no leading, trailing or doubled slash");
        }
    }

    private static ConfigDef connection(ConfigDef keys) {
        return access(keys)
                .define(
                        CONNECT_TIMEOUT_MS,
                        Type.INT,
                        5_000,
                        Range.between(1, 600_000),
                        Importance.LOW,
                        "How long to wait for a connection. Shorter detects an outage sooner; too short turns a slow network"
                                + " into one.")
                .define(
                        REQUEST_TIMEOUT_MS,
                        Type.INT,
                        60_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "How long one upload may take before it counts as failed and is retried. It must be enough for the"
                                + " largest object on a busy network, or that object is retried forever.");
    }

    private static ConfigDef access(ConfigDef keys) {
        return keys.define(
                        ENDPOINT,
                        Type.STRING,
                        "",
                        LambdaValidator.with(S3SinkConfig::checkEndpoint, () -> "empty, or an http or https URL"),
                        Importance.MEDIUM,
                        "URL of an S3-compatible API other than that of AWS. Empty means the region's own.")
                .define(
                        PATH_STYLE,
                        Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Name the bucket in the path and not in the host name. AWS wants it in the host name; most other"
                                + " S3 servers have no DNS entry for each bucket and want true.")
                .define(
                        ACCESS_KEY_ID,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Fixed access key. Empty means the SDK's default chain (environment, profile, web identity,"
                                + " instance), which also rotates them.")
                .define(
                        SECRET_ACCESS_KEY,
                        Type.PASSWORD,
                        new Password(""),
                        Importance.MEDIUM,
                        "The secret of the fixed access key; provide it through a ConfigProvider.");
    }

    private static void checkEndpoint(String key, Object value) {
        String endpoint = (String) value;
        if (!endpoint.isEmpty()) {
            HttpUrl.parse(key, endpoint);
        }
    }

    Duration timeout(String key) {
        return Duration.ofMillis(getInt(key));
    }

    /** Null for the region's own. */
    URI endpoint() {
        return getString(ENDPOINT).isEmpty() ? null : URI.create(getString(ENDPOINT));
    }
}
