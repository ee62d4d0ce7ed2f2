// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Why an attempt has to be repeated, as the tag of a metric. */
enum RetryCause {
    /** No answer in time. */
    TIMEOUT,
    /** No connection, or one that broke. */
    UNREACHABLE,
    /** The schema registry answers that it cannot. */
    REGISTRY,
    /** The dead letters of the batch could not be written. */
    DEAD_LETTER_TOPIC,
    /** Events of the batch are left over. */
    PARTLY_TAKEN,
    /** The outside system answers that it cannot for the moment. */
    ANSWER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why a batch was not delivered, by the chain of causes. */
    static RetryCause ofDelivery(Exception failure) {
        if (failure instanceof BatchDelivery.NotAllTakenException) {
            return PARTLY_TAKEN;
        }
        List<Throwable> chain = Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .toList();
        if (chain.stream().anyMatch(RestClientException.class::isInstance)) {
            return REGISTRY;
        }
        // Each client has a class of its own for it.
        if (chain.stream().anyMatch(one -> one.getClass().getSimpleName().contains("Timeout"))) {
            return TIMEOUT;
        }
        return chain.stream().anyMatch(IOException.class::isInstance) ? UNREACHABLE : ANSWER;
    }
}
