// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.sinks;

import io.millrace.schemas.HttpUrls;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Where {@code verify} looks for what the S3 sink has delivered.
 *
 * @param bucket null when objects are not to be checked
 * @param endpoint null for AWS itself
 * @param accessKeyId null for the SDK's own credentials chain
 */
public record ObjectStoreConfig(
        String bucket, String prefix, String endpoint, String region, String accessKeyId, Password secretAccessKey) {
    private static final String PREFIX = "no leading, trailing or doubled slash";

    /** Declared for the keys under {@code s3.}. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "bucket",
                    Type.STRING,
                    null,
                    new NonEmptyString(),
                    Importance.MEDIUM,
                    "Bucket the S3 sink writes to. Without it verify checks topics only.")
            .define(
                    "prefix",
                    Type.STRING,
                    "",
                    LambdaValidator.with(ObjectStoreConfig::requirePrefix, () -> PREFIX),
                    Importance.LOW,
                    "The sink's object key prefix.")
            .define(
                    "endpoint",
                    Type.STRING,
                    null,
                    new HttpUrls(),
                    Importance.LOW,
                    "URL of an S3-compatible API other than that of AWS.")
            .define("region", Type.STRING, "us-east-1", new NonEmptyString(), Importance.LOW, "Region of the bucket.")
            .define(
                    "access.key.id",
                    Type.STRING,
                    null,
                    Importance.LOW,
                    "Access key; without it the SDK's default chain is used.")
            .define(
                    "secret.access.key",
                    Type.PASSWORD,
                    null,
                    Importance.LOW,
                    "Its secret; provide it through a ConfigProvider.");

    public ObjectStoreConfig {
        if ((accessKeyId == null) != (secretAccessKey == null)) {
            throw new ConfigException(Sink.S3.prefix() + "access.key.id and " + Sink.S3.prefix()
                    + "secret.access.key go together: set both, or neither for the SDK's default chain");
        }
    }

    private static void requirePrefix(String key, Object value) {
        String prefix = value.toString();
        if (prefix.startsWith("/") || prefix.endsWith("/") || prefix.contains("//")) {
            throw new ConfigException(key, prefix, PREFIX);
        }
    }

    /** {@code values} are those of the whole process. */
    public static ObjectStoreConfig of(AbstractConfig values) {
        String at = Sink.S3.prefix();
        return new ObjectStoreConfig(
                values.getString(at + "bucket"),
                values.getString(at + "prefix"),
                values.getString(at + "endpoint"),
                values.getString(at + "region"),
                values.getString(at + "access.key.id"),
                values.getPassword(at + "secret.access.key"));
    }
}
