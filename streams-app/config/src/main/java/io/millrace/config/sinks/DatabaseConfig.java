// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.sinks;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Where {@code verify} looks for what the PostgreSQL sink has delivered.
 *
 * @param url null when rows are not to be checked
 * @param table with {@code {pipeline}} in the place of the pipeline's name
 * @param user null for that of the driver, with {@code password}
 */
public record DatabaseConfig(String url, String table, String user, Password password) {
    private static final String URL = "jdbc:postgresql://HOST:PORT/DATABASE";

    /** Declared for the keys under {@code postgres.}. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "url",
                    Type.STRING,
                    null,
                    LambdaValidator.with(DatabaseConfig::requireUrl, () -> URL),
                    Importance.MEDIUM,
                    "JDBC URL of the database that the PostgreSQL sink writes to. Without it verify checks no rows.")
            .define(
                    "table",
                    Type.STRING,
                    "{pipeline}",
                    new NonEmptyString(),
                    Importance.LOW,
                    "Table the sink writes to, or SCHEMA.TABLE; {pipeline} stands for the pipeline's name.")
            .define("user", Type.STRING, null, Importance.LOW, "User of the database; it needs to read the table.")
            .define(
                    "password",
                    Type.PASSWORD,
                    null,
                    Importance.LOW,
                    "The user's password; provide it through a ConfigProvider.");

    private static void requireUrl(String key, Object value) {
        if (value != null && !value.toString().startsWith("jdbc:postgresql:")) {
            throw new ConfigException(key + " must be like " + URL);
        }
    }

    /** {@code values} are those of the whole process. */
    public static DatabaseConfig of(AbstractConfig values) {
        String at = Sink.POSTGRES.prefix();
        return new DatabaseConfig(
                values.getString(at + "url"),
                values.getString(at + "table"),
                values.getString(at + "user"),
                values.getPassword(at + "password"));
    }

    public String table(String pipeline) {
        return table.replace("{pipeline}", pipeline);
    }
}
