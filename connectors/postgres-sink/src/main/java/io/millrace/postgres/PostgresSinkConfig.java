// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

import io.millrace.postgres.table.TableMode;
import io.millrace.postgres.table.TableName;
import io.millrace.postgres.table.Tables;
import io.millrace.sink.DeliveryConfig;
import io.millrace.sink.payload.PayloadSchemas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.postgresql.ds.PGSimpleDataSource;

/** What can be set about the PostgreSQL sink. */
final class PostgresSinkConfig extends AbstractConfig {
    static final String URL = "postgres.url";
    static final String USER = "postgres.user";
    static final String PASSWORD = "postgres.password";
    static final String TABLE = "postgres.table";
    static final String TABLE_MODE = "postgres.table.mode";
    static final String COLUMNS = "postgres.columns";
    static final String EVENT_KEY = "postgres.event.key";
    static final String UPSERT_BY = "postgres.upsert.by";
    static final String LEDGER_TABLE = "postgres.ledger.table";
    static final String LEDGER_RETENTION_MS = "postgres.ledger.retention.ms";
    static final String CONNECT_TIMEOUT_MS = "postgres.connect.timeout.ms";
    static final String STATEMENT_TIMEOUT_MS = "postgres.statement.timeout.ms";
    static final String LOCK_TIMEOUT_MS = "postgres.lock.timeout.ms";

    private static final String SCHEMA = "schema";
    private static final String NONE = "none";
    private static final long DAY_MS = 86_400_000L;

    static final ConfigDef DEFINITION =
            DeliveryConfig.addTo(PayloadSchemas.addTo(timeouts(ledger(rows(tables(access(new ConfigDef())))))));

    PostgresSinkConfig(Map<String, String> props) {
        super(DEFINITION, props);
        if (!getList(UPSERT_BY).isEmpty() && !getString(COLUMNS).equals(SCHEMA)) {
            throw new ConfigException(
                    UPSERT_BY, getList(UPSERT_BY), "only fields with columns of their own: set " + COLUMNS + "=schema");
        }
        if (!TableName.isPerPipeline(getString(TABLE)) && !readsOneTopic()) {
            throw new ConfigException(
                    TABLE,
                    getString(TABLE),
                    "with {pipeline} in it when the connector reads several topics, whose events one table could not tell apart");
        }
    }

    private boolean readsOneTopic() {
        Object topics = originals().get("topics");
        return topics != null && !topics.toString().contains(",");
    }

    private static ConfigDef access(ConfigDef keys) {
        return keys.define(
                        URL,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        LambdaValidator.with(
                                PostgresSinkConfig::checkUrl,
                                () -> "jdbc:postgresql://host:port/database, without a password"),
                        Importance.HIGH,
                        "The database, as pgjdbc takes it: its parameters work here too, so TLS is"
                                + " ?sslmode=verify-full&sslrootcert=…. Several hosts are tried in turn; targetServerType=primary"
                                + " finds the one that can be written.")
                .define(
                        USER,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Who writes. With postgres.table.mode=create it needs CREATE on the schema, and owns the tables it makes;"
                                + " otherwise INSERT and SELECT on them, UPDATE too for upserts, and SELECT, INSERT, UPDATE and DELETE on"
                                + " the ledger.")
                .define(
                        PASSWORD,
                        Type.PASSWORD,
                        new Password(""),
                        Importance.HIGH,
                        "Their password; provide it through a ConfigProvider. Empty for certificates and for servers that trust.");
    }

    private static void checkUrl(String key, Object value) {
        String url = (String) value;
        try {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(url);
            if (source.getPassword() != null || source.getDatabaseName() == null) {
                throw new IllegalArgumentException();
            }
        } catch (IllegalArgumentException e) {
            // Without the value: it may hold a password.
            throw new ConfigException(key
                    + " must be jdbc:postgresql://host:port/database, without a password, which goes to " + PASSWORD);
        }
    }

    private static ConfigDef tables(ConfigDef keys) {
        return keys.define(
                        TABLE,
                        Type.STRING,
                        "{pipeline}",
                        LambdaValidator.with(TableName::checkTemplate, () -> "table or schema.table"),
                        Importance.HIGH,
                        "Table of the rows, with or without its schema before a dot; {pipeline} stands for the pipeline. Names are"
                                + " taken as they are, with upper case and dots. A change moves new rows only: a batch redelivered after it"
                                + " is in the old table, or in the new one when the ledger has forgotten it.")
                .define(
                        TABLE_MODE,
                        Type.STRING,
                        "create",
                        ValidString.in("create", "check", "off"),
                        Importance.HIGH,
                        "create: the sink makes tables, and adds a nullable column for each new field, which locks the table for a"
                                + " moment. check: it changes nothing, and stops when a column or the key is missing. off: it takes"
                                + " tables as they are; a field without a column is left out, and without a unique index on"
                                + " (source_partition, source_offset) an event that at-least-once has in two batches is in two rows.");
    }

    private static ConfigDef rows(ConfigDef keys) {
        return keys.define(
                        COLUMNS,
                        Type.STRING,
                        SCHEMA,
                        ValidString.in(SCHEMA, "json"),
                        Importance.HIGH,
                        "schema: a column for each field of the Avro schema. json: the whole payload in one column, payload, of the"
                                + " type jsonb, whatever its schema; slower to write and larger. JSON events always are.")
                .define(
                        EVENT_KEY,
                        Type.STRING,
                        NONE,
                        ValidString.in(NONE, "bytea", "text"),
                        Importance.LOW,
                        "Type of a column event_key with the record's key; none leaves the key out. With text, an event whose key is"
                                + " not UTF-8 is rejected.")
                .define(
                        UPSERT_BY,
                        Type.LIST,
                        List.of(),
                        ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                        Importance.MEDIUM,
                        "Fields by which a row is found again: a later event replaces it, and a table that the sink makes has them as"
                                + " its primary key. Empty keeps each event as a row of its own, which takes a third of the time."
                                + " Later is the higher offset of one partition, or the later event time of two.");
    }

    private static ConfigDef ledger(ConfigDef keys) {
        return keys.define(
                        LEDGER_TABLE,
                        Type.STRING,
                        "millrace_batches",
                        LambdaValidator.with(PostgresSinkConfig::checkLedger, () -> "table or schema.table"),
                        Importance.LOW,
                        "Table with a row for each batch that was written, in the same transaction. All sinks of a database can share"
                                + " one, as long as no batch goes to two tables.")
                .define(
                        LEDGER_RETENTION_MS,
                        Type.LONG,
                        35 * DAY_MS,
                        Range.atLeast(-1),
                        Importance.LOW,
                        "How long the ledger knows a batch; then its row is deleted. It must be longer than batches and dead letters"
                                + " may come again: topics.dlq.retention.ms is 30 days at most in the profiles. -1 keeps all.");
    }

    private static void checkLedger(String key, Object value) {
        if (TableName.isPerPipeline((String) value)) {
            throw new ConfigException(key, value, "table or schema.table, one for all pipelines");
        }
        TableName.checkTemplate(key, value);
    }

    private static ConfigDef timeouts(ConfigDef keys) {
        return keys.define(
                        CONNECT_TIMEOUT_MS,
                        Type.INT,
                        5_000,
                        Range.between(250, 600_000),
                        Importance.LOW,
                        "How long to wait for a connection. Shorter detects an outage sooner; too short turns a busy server into"
                                + " one.")
                .define(
                        STATEMENT_TIMEOUT_MS,
                        Type.INT,
                        60_000,
                        Range.between(100, 3_600_000),
                        Importance.LOW,
                        "How long one statement may take before it counts as failed and the batch is retried. It must be enough for"
                                + " the COPY of the largest batch, or that is retried forever.")
                .define(
                        LOCK_TIMEOUT_MS,
                        Type.INT,
                        10_000,
                        Range.between(100, 3_600_000),
                        Importance.LOW,
                        "How long one statement may wait for others, such as a task that was thought dead and still writes the same"
                                + " batch, before the batch is retried.");
    }

    Duration timeout(String key) {
        return Duration.ofMillis(getInt(key));
    }

    /** Null when rows are kept for good. */
    Duration ledgerRetention() {
        long millis = getLong(LEDGER_RETENTION_MS);
        return millis < 0 ? null : Duration.ofMillis(millis);
    }

    TableName ledger() {
        return TableName.of(getString(LEDGER_TABLE), "");
    }

    Tables.Options tables() {
        String key = getString(EVENT_KEY);
        return new Tables.Options(
                getString(TABLE),
                TableMode.of(getString(TABLE_MODE)),
                getString(COLUMNS).equals(SCHEMA),
                key.equals(NONE) ? "" : key,
                getList(UPSERT_BY));
    }
}
