// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.gateway;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The keys of a gateway, under {@code gateway.}. */
public final class GatewayKeys {
    public static final String PREFIX = "gateway.";
    public static final String HOST = "host";
    public static final String PORT = "port";
    public static final String KEY_FIELDS = "key.fields";
    public static final String OTLP_LOGS = "otlp.logs";
    public static final String MAX_BYTES = "request.max.bytes";
    public static final String MAX_ITEMS = "request.max.items";
    public static final String MAX_RATIO = "request.max.ratio";
    public static final String MIN_RATE = "request.min.bytes.per.second";
    public static final String HEADER_BYTES = "header.max.bytes";
    public static final String CONNECTIONS = "connections.max";
    public static final String IDLE_MS = "idle.timeout.ms";
    public static final String QUEUE_AGE_MS = "admission.max.queue.age.ms";
    public static final String ADMISSION_BYTES = "admission.max.bytes";
    public static final String BREAKER_FAILURES = "breaker.failures";
    public static final String DRAIN_DELAY_MS = "drain.delay.ms";
    public static final String CLIENTS_FILE = "clients.file";
    public static final String TLS_KEYSTORE = "tls.keystore";
    public static final String TLS_KEYSTORE_PASSWORD = "tls.keystore.password";
    public static final String TLS_TRUSTSTORE = "tls.truststore";
    public static final String TLS_TRUSTSTORE_PASSWORD = "tls.truststore.password";
    public static final String TLS_CLIENT_AUTH = "tls.client.auth";
    public static final String JWT_ISSUER = "jwt.issuer";
    public static final String JWT_AUDIENCE = "jwt.audience";
    public static final String JWT_JWKS_URL = "jwt.jwks.url";

    /** Declared without the prefix. */
    public static final ConfigDef DEFINITION =
            jwt(tls(admission(connections(limits(events(address(new ConfigDef())))))));

    private static final int MIB = 1024 * 1024;

    private GatewayKeys() {}

    private static ConfigDef address(ConfigDef keys) {
        return keys.define(
                        HOST,
                        Type.STRING,
                        "127.0.0.1",
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Address on which a gateway takes events; 0.0.0.0 means all of the machine. Probes and metrics listen on"
                                + " http.host, profile switches on admin.host.")
                .define(
                        PORT,
                        Type.INT,
                        8088,
                        between(0, 65_535),
                        Importance.HIGH,
                        "Port on which a gateway takes events; 0 picks a free one and logs it.");
    }

    private static ConfigDef events(ConfigDef keys) {
        return keys.define(
                        KEY_FIELDS,
                        Type.LIST,
                        List.of(),
                        new KeyFields(),
                        Importance.MEDIUM,
                        "Pipelines whose events get a record key from their JSON, as pipeline:field, separated by commas: the text of"
                                + " the top-level field is the key. The header Millrace-Key of a request has precedence; without both"
                                + " there is no key.")
                .define(
                        OTLP_LOGS,
                        Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Pipelines of JSON events that take OTLP/HTTP logs, separated by commas: an exporter's endpoint is"
                                + " /v1/pipelines/<name>/v1/logs, or /v1/logs if there is only one. Each log record becomes an event;"
                                + " streams-app/gateway/README.md says how. Empty: 404.")
                .define(
                        CLIENTS_FILE,
                        Type.STRING,
                        "",
                        Importance.HIGH,
                        "Properties file that says who may send what, read again whenever it changes; streams-app/gateway/README.md has"
                                + " its format. Empty: whoever reaches the port may send anything.");
    }

    private static ConfigDef limits(ConfigDef keys) {
        return keys.define(
                        MAX_BYTES,
                        Type.INT,
                        10 * MIB,
                        between(1024, 256 * MIB),
                        Importance.MEDIUM,
                        "Largest body of a request, after decompression; a larger one gets 413. With 256 bytes for each of"
                                + " request.max.items it must not exceed half of admission.max.bytes.")
                .define(
                        MAX_ITEMS,
                        Type.INT,
                        10_000,
                        between(1, 1_000_000),
                        Importance.MEDIUM,
                        "Most events in a request; more get 413.")
                .define(
                        MAX_RATIO,
                        Type.INT,
                        100,
                        between(2, 100_000),
                        Importance.LOW,
                        "How many times its size a compressed body may unpack to; the first 64 KiB are free. More gets 413.")
                .define(
                        MIN_RATE,
                        Type.INT,
                        1024,
                        between(0, MIB),
                        Importance.LOW,
                        "Slowest body that is waited for, in bytes a second on average after the first two seconds; a slower one gets"
                                + " 408. 0 waits for any.");
    }

    private static ConfigDef connections(ConfigDef keys) {
        return keys.define(
                        HEADER_BYTES,
                        Type.INT,
                        16 * 1024,
                        between(1024, MIB),
                        Importance.LOW,
                        "Largest header section of a request; a larger one gets 431.")
                .define(
                        CONNECTIONS,
                        Type.INT,
                        20_000,
                        between(1, 1_000_000),
                        Importance.LOW,
                        "Most connections at a time; beyond that none is accepted until one closes.")
                .define(
                        IDLE_MS,
                        Type.LONG,
                        30_000L,
                        between(100, 3_600_000),
                        Importance.LOW,
                        "How long a connection may be silent before it is closed, and how long the headers of a request may take."
                                + " Waiting for acknowledgements is not silence.")
                .define(
                        DRAIN_DELAY_MS,
                        Type.LONG,
                        5_000L,
                        between(0, 600_000),
                        Importance.MEDIUM,
                        "How long a gateway that was told to stop serves on while it already says that it is not ready, so that load"
                                + " balancers notice before requests are refused.");
    }

    private static ConfigDef admission(ConfigDef keys) {
        return keys.define(
                        QUEUE_AGE_MS,
                        Type.LONG,
                        800L,
                        between(10, 600_000),
                        Importance.HIGH,
                        "A pipeline takes no requests while its oldest unacknowledged one has waited longer than this, or while more waits than"
                                + " Kafka acknowledges in half of it. Lower refuses sooner when Kafka is slow or away; it must"
                                + " stay above twice what Kafka usually takes.")
                .define(
                        ADMISSION_BYTES,
                        Type.LONG,
                        64L * MIB,
                        between(MIB, 1L << 40),
                        Importance.HIGH,
                        "Bytes of requests that are being read or wait for acknowledgement, and 256 for each of their events, of all pipelines. Half of it is divided evenly"
                                + " among the pipelines, so that none can be starved by others; the rest is for whoever comes first. The"
                                + " heap must hold about four times as much.")
                .define(
                        BREAKER_FAILURES,
                        Type.INT,
                        5,
                        between(1, 1_000_000),
                        Importance.LOW,
                        "After so many requests in a row of which Kafka took nothing, a pipeline refuses at once, but for one request a"
                                + " second, until one succeeds.");
    }

    private static ConfigDef tls(ConfigDef keys) {
        return keys.define(
                        TLS_KEYSTORE,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PKCS12 or JKS file with the certificate of the event port, read again when it changes. Empty: plain HTTP.")
                .define(
                        TLS_KEYSTORE_PASSWORD,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Its password; provide it through a ConfigProvider.")
                .define(
                        TLS_TRUSTSTORE,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PKCS12 or JKS file with the authorities that clients' certificates may come from, read again when it changes.")
                .define(
                        TLS_TRUSTSTORE_PASSWORD,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Its password; provide it through a ConfigProvider.")
                .define(
                        TLS_CLIENT_AUTH,
                        Type.STRING,
                        "none",
                        ValidString.in("none", "want", "need"),
                        Importance.MEDIUM,
                        "Whether a client has to show a certificate: none, want (it may), or need. clients.file says who a subject is.");
    }

    private static ConfigDef jwt(ConfigDef keys) {
        return keys.define(
                        JWT_JWKS_URL,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Where the issuer of JSON Web Tokens publishes its keys. Fetched at the start and every five minutes; known ones are"
                                + " kept when it does not answer. Empty: no such tokens.")
                .define(
                        JWT_ISSUER,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "The iss that such a token must have; required with jwt.jwks.url.")
                .define(
                        JWT_AUDIENCE,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "The aud that such a token must have; required with jwt.jwks.url.");
    }
}
