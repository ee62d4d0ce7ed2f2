// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How long a topic keeps what is written to it.
 *
 * @param ms by the records' own timestamps; negative for ever
 */
public record Retention(long ms, InstantSource clock) {
    /** {@code settings} are all that are in effect. */
    public static Retention of(Map<String, String> settings, InstantSource clock) {
        boolean deletes = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
                .contains(TopicConfig.CLEANUP_POLICY_DELETE);
        boolean byOwnTime = !settings.getOrDefault(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "")
                .equals("LogAppendTime");
        String ms = settings.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1");
        return new Retention(deletes && byOwnTime ? Long.parseLong(ms) : -1, clock);
    }

    /** {@code timestamp} in epoch milliseconds; negative for the time of writing. */
    boolean keeps(long timestamp) {
        return ms < 0 || timestamp < 0 || timestamp >= clock.millis() - ms;
    }
}
