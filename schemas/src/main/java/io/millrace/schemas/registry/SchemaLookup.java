// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;

/** One question: which Avro schema has this id? */
public final class SchemaLookup {
    private static final int MOST_REASON = 200;

    private SchemaLookup() {}

    /**
     * Asks once.
     *
     * @throws UnusableSchemaException when the answer will be the same next time, and it is not an Avro schema
     * @throws RestClientException when the answer is not about the schema; {@link RegistryFailure} tells whose it is
     * @throws IOException when there was no answer, or none that makes sense
     */
    public static Schema avro(SchemaRegistryClient client, int id)
            throws UnusableSchemaException, IOException, RestClientException {
        try {
            ParsedSchema parsed = client.getSchemaById(id);
            if (parsed instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
            throw new UnusableSchemaException("the schema with id " + id + " is " + parsed.schemaType() + ", not Avro");
        } catch (RestClientException e) {
            if (RegistryFailure.of(e) == RegistryFailure.ABOUT_THE_SCHEMA) {
                throw refused(id, e);
            }
            throw e;
        } catch (IOException e) {
            if (isOfAnotherType(e)) {
                throw new UnusableSchemaException("the schema with id " + id + " is not Avro");
            }
            throw e;
        } catch (UnreadableSchemaException e) {
            throw new UnusableSchemaException(
                    "the schema with id " + id + " cannot be read as Avro: " + shortened(e.getMessage()));
        } catch (RuntimeException e) {
            throw asRegistryFailure(id, e);
        }
    }

    private static UnusableSchemaException refused(int id, RestClientException e) {
        return new UnusableSchemaException(
                e.getStatus() == 404
                        ? "the registry has no schema with id " + id
                        : "the registry answered HTTP " + e.getStatus() + ", error code " + e.getErrorCode()
                                + ", to the request for the schema with id " + id);
    }

    /**
     * This is all that the client says about a schema that is none of its types, or that its own provider cannot read; it says the
     * same about an Avro schema whose references it could not fetch, which is worth another try.
     */
    private static boolean isOfAnotherType(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Invalid schema")
                && (!message.endsWith(" of type AVRO") || message.endsWith(" with refs [] of type AVRO"));
    }

    /** What the client throws unchecked: it wraps the answers to requests for references, and fails on malformed answers. */
    private static IOException asRegistryFailure(int id, RuntimeException e)
            throws UnusableSchemaException, IOException, RestClientException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException answer) {
                if (RegistryFailure.isNotFound(answer)) {
                    throw new UnusableSchemaException(
                            "the schema with id " + id + " refers to another one that the registry does not have");
                }
                throw answer;
            }
            if (cause instanceof IOException noAnswer) {
                return noAnswer;
            }
        }
        return new IOException("an answer that makes no sense", e);
    }

    private static String shortened(String reason) {
        String text = String.valueOf(reason);
        return text.length() > MOST_REASON ? text.substring(0, MOST_REASON) + '…' : text;
    }
}
