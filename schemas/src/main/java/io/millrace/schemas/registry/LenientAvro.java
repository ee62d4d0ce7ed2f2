// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.rest.entities.Schema;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.NameValidator;

/**
 * Parses what a registry serves as it is: names and defaults were for the registry to check, and other producers write names that
 * Avro's Java parser has refused since 1.12, such as namespaces with a hyphen. Passes on the reason of a failure, which the stock
 * provider only logs.
 */
final class LenientAvro extends AvroSchemaProvider {
    @Override
    public Optional<ParsedSchema> parseSchema(Schema schema, boolean isNew) {
        return Optional.of(parseSchemaOrElseThrow(schema, isNew, false));
    }

    @Override
    public Optional<ParsedSchema> parseSchema(Schema schema, boolean isNew, boolean normalize) {
        return Optional.of(parseSchemaOrElseThrow(schema, isNew, normalize));
    }

    @Override
    public ParsedSchema parseSchemaOrElseThrow(Schema schema, boolean isNew, boolean normalize) {
        if (schema.getSchema() == null) {
            throw new IllegalStateException("an answer without a schema");
        }
        Map<String, String> references = resolveReferences(schema);
        try {
            var parser = new org.apache.avro.Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
            references.values().forEach(parser::parse);
            return new AvroSchema(parser.parse(schema.getSchema()));
        } catch (RuntimeException | StackOverflowError e) {
            // Among them NullPointerException, for a name that nothing defines.
            throw new UnreadableSchemaException(e);
        }
    }
}
