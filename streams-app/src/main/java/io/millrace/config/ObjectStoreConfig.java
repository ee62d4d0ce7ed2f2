package io.millrace.config;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/**
 * Where {@code verify} looks for the delivered objects.
 *
 * @param bucket null when objects are not to be looked at
 * @param endpoint null for AWS itself
 * @param accessKeyId null for the SDK's own credentials chain
 */
public record ObjectStoreConfig(
        String bucket, String prefix, String endpoint, String region, String accessKeyId, Password secretAccessKey) {
    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "bucket",
                    Type.STRING,
                    null,
                    Importance.MEDIUM,
                    "Bucket the S3 sink writes to. Without it verify checks topics only.")
            .define("prefix", Type.STRING, "", Importance.LOW, "The sink's object key prefix.")
            .define("endpoint", Type.STRING, null, Importance.LOW, "URL of an S3 API that is not AWS's.")
            .define("region", Type.STRING, "us-east-1", Importance.LOW, "Region of the bucket.")
            .define(
                    "access.key.id",
                    Type.STRING,
                    null,
                    Importance.LOW,
                    "Access key; without it the SDK's default chain is asked.")
            .define(
                    "secret.access.key",
                    Type.PASSWORD,
                    null,
                    Importance.LOW,
                    "Its secret; give it through a ConfigProvider.");

    static ObjectStoreConfig parse(Map<String, String> values) {
        AbstractConfig config = new AbstractConfig(DEFINITION, values, false);
        return new ObjectStoreConfig(
                config.getString("bucket"),
                config.getString("prefix"),
                config.getString("endpoint"),
                config.getString("region"),
                config.getString("access.key.id"),
                config.getPassword("secret.access.key"));
    }
}
