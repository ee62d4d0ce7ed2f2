// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Locale;
import org.apache.kafka.common.KafkaException;

/** Why an attempt has to be repeated, as the tag of a metric. */
enum RetryCause {
    /** No answer in time. */
    TIMEOUT,
    /** No connection, or one that broke. */
    UNREACHABLE,
    REGISTRY,
    DEAD_LETTER_TOPIC,
    /** Events of the batch are left over. */
    PARTLY_TAKEN,
    /** The outside system answers that it cannot for the moment. */
    ANSWER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Judges by the chain of causes; never throws. */
    static RetryCause of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException) {
                return DEAD_LETTER_TOPIC;
            }
            if (cause instanceof RestClientException) {
                return REGISTRY;
            }
            if (cause.getClass().getSimpleName().contains("Timeout")) {
                return TIMEOUT;
            }
            if (cause instanceof IOException) {
                return UNREACHABLE;
            }
        }
        return ANSWER;
    }
}
