// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Clients that ask and change the cluster. Each of their answers comes, or fails, within {@code start.timeout.ms}, or what the
 * operator sets under {@code kafka.admin.}; nothing else sets a time to wait for one.
 */
public final class AdminClients {
    private static final int LONGEST_REQUEST_MS = 10_000;

    private AdminClients() {}

    /** Throws {@link ConfigException} with Kafka's own reason when no client can be created from the settings. */
    public static Admin make(MillraceConfig config) {
        try {
            return Admin.create(settings(config));
        } catch (KafkaException | IllegalArgumentException e) {
            throw new ConfigException("Cannot create a client for the Kafka cluster from "
                    + MillraceConfig.BOOTSTRAP_SERVERS + "=" + config.bootstrapServers()
                    + " and the keys under " + MillraceConfig.KAFKA_PREFIX + ": " + root(e));
        }
    }

    /** What they are made from. */
    public static Map<String, Object> settings(MillraceConfig config) {
        Map<String, Object> settings = config.client("admin");
        int patienceMs = (int) config.timeouts().start().toMillis();
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patienceMs);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(patienceMs, LONGEST_REQUEST_MS));
        return settings;
    }

    /** Kafka says that it failed, and its cause says why. */
    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
