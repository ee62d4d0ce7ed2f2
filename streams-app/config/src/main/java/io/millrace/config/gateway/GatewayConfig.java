// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.gateway;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * What makes a gateway of a process.
 *
 * @param host it takes events on, with {@code port}; 0 for a free one
 * @param keyFields the field that is the record key, by pipeline
 * @param otlpLogs pipelines that take OTLP logs
 * @param clientsFile who may send what; empty for anybody and anything
 * @param drainDelay between no longer being ready and refusing
 */
public record GatewayConfig(
        String host,
        int port,
        Map<String, String> keyFields,
        List<String> otlpLogs,
        GatewayLimits limits,
        AdmissionLimits admission,
        TlsConfig tls,
        JwtConfig jwt,
        String clientsFile,
        Duration drainDelay) {
    public GatewayConfig {
        keyFields = Map.copyOf(keyFields);
        otlpLogs = List.copyOf(otlpLogs);
    }

    /** {@code values} are those of the whole process; throws {@link ConfigException} for those that contradict each other. */
    public static GatewayConfig of(AbstractConfig values, Collection<String> pipelines) {
        GatewayConfig config = new GatewayConfig(
                values.getString(key(GatewayKeys.HOST)),
                values.getInt(key(GatewayKeys.PORT)),
                KeyFields.parse(key(GatewayKeys.KEY_FIELDS), values.getList(key(GatewayKeys.KEY_FIELDS))),
                values.getList(key(GatewayKeys.OTLP_LOGS)),
                limits(values),
                new AdmissionLimits(
                        millis(values, GatewayKeys.QUEUE_AGE_MS),
                        values.getLong(key(GatewayKeys.ADMISSION_BYTES)),
                        values.getInt(key(GatewayKeys.BREAKER_FAILURES))),
                tls(values),
                new JwtConfig(
                        values.getString(key(GatewayKeys.JWT_JWKS_URL)),
                        values.getString(key(GatewayKeys.JWT_ISSUER)),
                        values.getString(key(GatewayKeys.JWT_AUDIENCE))),
                values.getString(key(GatewayKeys.CLIENTS_FILE)),
                millis(values, GatewayKeys.DRAIN_DELAY_MS));
        config.requireConsistent(pipelines);
        return config;
    }

    private static GatewayLimits limits(AbstractConfig values) {
        return new GatewayLimits(
                values.getInt(key(GatewayKeys.MAX_BYTES)),
                values.getInt(key(GatewayKeys.MAX_ITEMS)),
                values.getInt(key(GatewayKeys.MAX_RATIO)),
                values.getInt(key(GatewayKeys.MIN_RATE)),
                values.getInt(key(GatewayKeys.HEADER_BYTES)),
                values.getInt(key(GatewayKeys.CONNECTIONS)),
                millis(values, GatewayKeys.IDLE_MS));
    }

    private static TlsConfig tls(AbstractConfig values) {
        return new TlsConfig(
                values.getString(key(GatewayKeys.TLS_KEYSTORE)),
                values.getPassword(key(GatewayKeys.TLS_KEYSTORE_PASSWORD)),
                values.getString(key(GatewayKeys.TLS_TRUSTSTORE)),
                values.getPassword(key(GatewayKeys.TLS_TRUSTSTORE_PASSWORD)),
                values.getString(key(GatewayKeys.TLS_CLIENT_AUTH)));
    }

    private static Duration millis(AbstractConfig values, String key) {
        return Duration.ofMillis(values.getLong(key(key)));
    }

    private static String key(String key) {
        return GatewayKeys.PREFIX + key;
    }

    private static void requireAll(String key, Collection<String> named, Collection<String> pipelines) {
        for (String pipeline : named) {
            if (!pipelines.contains(pipeline)) {
                throw new ConfigException(key(key), pipeline, "there is no such pipeline; there are " + pipelines);
            }
        }
    }

    private void requireConsistent(Collection<String> pipelines) {
        long mostBytes = otlpLogs.isEmpty() ? limits.mostBytes() : limits.mostBytesOfLogs();
        if (mostBytes > admission.maxBytes() / 2) {
            throw new ConfigException(
                    key(GatewayKeys.MAX_BYTES),
                    limits.maxBytes(),
                    (otlpLogs.isEmpty() ? "" : "twice, for " + key(GatewayKeys.OTLP_LOGS) + ", and ")
                            + "with " + GatewayLimits.EVENT_BYTES + " bytes for each of " + key(GatewayKeys.MAX_ITEMS)
                            + "="
                            + limits.maxItems() + " it must not exceed half of " + key(GatewayKeys.ADMISSION_BYTES)
                            + "="
                            + admission.maxBytes() + ", else such a request might never be admitted");
        }
        requireAll(GatewayKeys.KEY_FIELDS, keyFields.keySet(), pipelines);
        requireAll(GatewayKeys.OTLP_LOGS, otlpLogs, pipelines);
        if (tls.isOff() && !tls.clientAuth().equals("none")) {
            throw new ConfigException(
                    key(GatewayKeys.TLS_CLIENT_AUTH), tls.clientAuth(), "needs " + key(GatewayKeys.TLS_KEYSTORE));
        }
        if (!jwt.isOff() && (jwt.issuer().isEmpty() || jwt.audience().isEmpty() || clientsFile.isEmpty())) {
            throw new ConfigException(key(GatewayKeys.JWT_JWKS_URL) + " needs " + key(GatewayKeys.JWT_ISSUER) + ", "
                    + key(GatewayKeys.JWT_AUDIENCE) + " and " + key(GatewayKeys.CLIENTS_FILE));
        }
    }
}
