// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.doctor.facts;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.config.MillraceConfig;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.TopicNames;
import io.millrace.schemas.registry.RegistryFailure;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.SchemaBuilder;

/** Asks the schema registry about the subjects of the sink topics. */
public final class RegistryExaminer {
    private static final String NONE = "NONE";
    private static final String UNSET = "";
    private static final AvroSchema BATCH = new AvroSchema(EventBatch.SCHEMA);

    /** Readers of batches do not read it, nor do its readers read batches. */
    private static final AvroSchema UNREADABLE = new AvroSchema(SchemaBuilder.record(EventBatch.SCHEMA.getFullName())
            .fields()
            .requiredInt("batchId")
            .endRecord());

    /** What the registry calls all subjects. */
    private static final String ALL_SUBJECTS = null;

    private final MillraceConfig config;
    private final SchemaRegistryClient client;

    public RegistryExaminer(MillraceConfig config) {
        this.config = config;
        this.client = config.registry().connect();
    }

    public RegistryFacts look() {
        Map<String, String> compatibility = new HashMap<>();
        Map<String, Boolean> fits = new HashMap<>();
        try {
            for (String sink : config.sinkTopics()) {
                String subject = TopicNames.valueSubject(sink);
                compatibility.put(subject, level(subject).toUpperCase(Locale.ROOT));
                fits.put(subject, takes(subject, BATCH, true));
            }
            return new RegistryFacts(null, compatibility, fits);
        } catch (IOException | RestClientException e) {
            String url = config.registry().where();
            return new RegistryFacts(
                    "The schema registry at " + url + " gave an unexpected answer: " + e, Map.of(), Map.of());
        }
    }

    /**
     * That of the subject, or else the global one. NONE may be what the subject is set to, or Apicurio's word for not being set:
     * what the subject accepts then shows whether the global level applies.
     */
    private String level(String subject) throws IOException, RestClientException {
        String own = own(subject);
        String ofAll = client.getCompatibility(ALL_SUBJECTS);
        if (own.equals(UNSET) || (own.equals(NONE) && !takes(subject, UNREADABLE, false))) {
            return ofAll;
        }
        return own;
    }

    private String own(String subject) throws IOException, RestClientException {
        try {
            return client.getCompatibility(subject);
        } catch (RestClientException e) {
            if (!RegistryFailure.isNotFound(e)) {
                throw e;
            }
            return UNSET;
        }
    }

    private boolean takes(String subject, AvroSchema schema, boolean ifNew) throws IOException, RestClientException {
        try {
            return client.testCompatibility(subject, schema);
        } catch (RestClientException e) {
            if (RegistryFailure.isNotFound(e)) {
                return ifNew;
            }
            throw e;
        }
    }
}
