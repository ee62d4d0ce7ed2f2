// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.sinks;

import io.millrace.schemas.HttpUrls;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/**
 * Where {@code verify} looks for what the OpenSearch sink has delivered.
 *
 * @param url null when documents are not to be checked
 * @param index pattern of index names, with {@code {pipeline}} in the place of the pipeline's name
 * @param user null for none, with {@code password}
 */
public record SearchConfig(String url, String index, String user, Password password) {
    /** Declared for the keys under {@code opensearch.}. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "url",
                    Type.STRING,
                    null,
                    new HttpUrls(),
                    Importance.MEDIUM,
                    "URL of the OpenSearch cluster that the OpenSearch sink writes to. Without it verify checks no documents.")
            .define(
                    "index",
                    Type.STRING,
                    "{pipeline}-*",
                    new NonEmptyString(),
                    Importance.LOW,
                    "Indices the sink writes to: a name, or a pattern with *; {pipeline} stands for the pipeline's name.")
            .define("user", Type.STRING, null, Importance.LOW, "User for basic authentication.")
            .define(
                    "password",
                    Type.PASSWORD,
                    null,
                    Importance.LOW,
                    "The user's password; provide it through a ConfigProvider.");

    /** {@code values} are those of the whole process. */
    public static SearchConfig of(AbstractConfig values) {
        String at = Sink.OPENSEARCH.prefix();
        return new SearchConfig(
                values.getString(at + "url"),
                values.getString(at + "index"),
                values.getString(at + "user"),
                values.getPassword(at + "password"));
    }

    /** With the name of the pipeline, in lower case as names of indices are. */
    public String index(String pipeline) {
        return index.replace("{pipeline}", pipeline.toLowerCase(Locale.ROOT));
    }
}
