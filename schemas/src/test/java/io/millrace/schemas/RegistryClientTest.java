// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** That the client works under its own name once it is moved back there: the check of {@code registry-client}. */
class RegistryClientTest {

    @Test
    void shouldRegisterAndReadASchema() throws Exception {
        SchemaRegistryClient client = SchemaRegistryClientFactory.newClient(
                List.of("mock://registry-client-test"), 100, List.of(), Map.of(), Map.of());

        int id = client.register(TopicNames.valueSubject("clicks.batches"), new AvroSchema(EventBatch.SCHEMA));

        assertThat(client.getSchemaById(id).rawSchema()).isEqualTo(EventBatch.SCHEMA);
        assertThat(client.getAllSubjects()).containsExactly("clicks.batches-value");
        MockSchemaRegistry.dropScope("registry-client-test");
    }

    @Test
    void shouldTellAnUnknownIdWithNotFound() {
        SchemaRegistryClient client = SchemaRegistryClientFactory.newClient(
                List.of("mock://registry-client-test-unknown"), 100, List.of(), Map.of(), Map.of());

        assertThatThrownBy(() -> client.getSchemaById(7))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(e.getStatus())
                        .isEqualTo(404));
    }

    @Test
    void shouldMakeOutWhetherAChangeIsCompatible() {
        Schema older = new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
        Schema newer = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"int\"}]}");

        assertThat(new AvroSchema(newer).isBackwardCompatible(new AvroSchema(older)))
                .isNotEmpty();
        assertThat(new AvroSchema(older).isBackwardCompatible(new AvroSchema(newer)))
                .isEmpty();
    }
}
