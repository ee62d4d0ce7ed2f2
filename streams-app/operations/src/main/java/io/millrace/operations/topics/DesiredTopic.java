// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.topics;

import java.util.Map;

/**
 * What one topic should be like.
 *
 * @param partitions at least; 0 for as many as there are
 * @param copies −1 for as many as there are, or the brokers' default for a new topic
 * @param settings that it must have exactly
 * @param maxMessageBytes it must accept at least
 * @param ifNew what {@code max.message.bytes} is set to when it is not enough, or the topic is new; 0 for the brokers' default
 * @param keepsDeadLetters and so must not keep them for less time
 */
record DesiredTopic(
        String topic,
        int partitions,
        int copies,
        Map<String, String> settings,
        long maxMessageBytes,
        long ifNew,
        boolean keepsDeadLetters) {
    DesiredTopic {
        settings = Map.copyOf(settings);
    }
}
