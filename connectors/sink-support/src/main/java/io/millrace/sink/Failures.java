package io.millrace.sink;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.registry.RegistryFailure;
import io.millrace.sink.payload.BatchRefusedException;
import java.util.Optional;

/** A sink's table of failures. */
public interface Failures {
    /** The kind of {@code failure}; total, so it never throws and never returns null. Called by delivery threads. */
    FailureKind classify(Throwable failure);

    /**
     * The rows that all tables share: what reading a batch and asking for its schema throw. Empty for everything that
     * only the sink can know, which includes every {@link java.io.IOException}.
     */
    static Optional<FailureKind> ofReading(Throwable failure) {
        if (failure instanceof BatchRefusedException || failure instanceof MalformedAvroException) {
            return Optional.of(FailureKind.RECORD);
        }
        if (failure instanceof RestClientException registry) {
            return Optional.of(
                    switch (RegistryFailure.of(registry)) {
                        case ABOUT_THE_SCHEMA -> FailureKind.RECORD;
                        case REFUSED -> FailureKind.FATAL;
                        case AWAY -> FailureKind.RETRIABLE;
                    });
        }
        return Optional.empty();
    }
}
