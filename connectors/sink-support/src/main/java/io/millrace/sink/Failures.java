// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.registry.RegistryFailure;
import io.millrace.sink.payload.BatchRefusedException;
import java.util.Optional;

/** A sink's table of failures: which exception of its {@link Destination} asks for what. */
public interface Failures {
    /** What a failure asks for. */
    enum Kind {
        /** The outside system is not ready: wait and retry, for as long as it takes. Nothing is lost or given up. */
        RETRIABLE,
        /** The outside system will never take this batch: it goes, whole, to the dead-letter topic, and delivery goes on. */
        REFUSED,
        /** The outside system would take no batch, or nobody knows: the task stops with the cause, and its offsets stay. */
        FATAL
    }

    /** The kind of {@code failure}; total, so it never throws and never returns null. Called by delivery threads. */
    Kind classify(Throwable failure);

    /**
     * The rows that all tables share: what reading a batch and asking for its schema throw. Empty for everything that
     * only the sink can know, which includes every {@link java.io.IOException}.
     */
    static Optional<Kind> ofReading(Throwable failure) {
        if (failure instanceof BatchRefusedException || failure instanceof MalformedAvroException) {
            return Optional.of(Kind.REFUSED);
        }
        if (failure instanceof RestClientException registry) {
            return Optional.of(
                    switch (RegistryFailure.of(registry)) {
                        case ABOUT_THE_SCHEMA -> Kind.REFUSED;
                        case REFUSED -> Kind.FATAL;
                        case AWAY -> Kind.RETRIABLE;
                    });
        }
        return Optional.empty();
    }
}
