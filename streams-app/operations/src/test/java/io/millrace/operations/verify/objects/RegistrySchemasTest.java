// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaString;
import io.millrace.schemas.registry.RegistryConnection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RegistrySchemasTest {
    private static RegistrySchemas over(Object... answers) {
        Queue<Object> left = new ArrayDeque<>(List.of(answers));
        RestService service = new RestService("http://registry") {
            @Override
            public SchemaString getId(int id, String subject) throws IOException {
                if (left.remove() instanceof String schema) {
                    return new SchemaString(schema);
                }
                throw new IOException("connection refused");
            }
        };
        return new RegistrySchemas(() -> RegistryConnection.over(service));
    }

    @Test
    void shouldReadWhatTheStreamReads() throws Exception {
        RegistrySchemas schemas =
                over("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"with-hyphen\",\"fields\":[]}");

        assertThat(schemas.of(7).getNamespace()).isEqualTo("with-hyphen");
    }

    @Test
    void shouldTakeWhatIsNoAvroForASchemaThatIsNotThere() {
        RegistrySchemas schemas = over("{\"type\":\"nonsense\"}");

        assertThatThrownBy(() -> schemas.of(7))
                .isInstanceOf(NoSchemaException.class)
                .hasMessageContaining("the schema with id 7 cannot be read as Avro");
    }

    @Test
    void shouldAskAgainInTheNextRoundOnly() throws Exception {
        RegistrySchemas schemas = over(new Object(), "\"string\"");

        assertThatThrownBy(() -> schemas.of(7)).isInstanceOf(NoSchemaException.class);
        assertThatThrownBy(() -> schemas.of(7))
                .isInstanceOf(NoSchemaException.class)
                .hasMessageContaining("connection refused");
        schemas.forgetRefusals();

        assertThat(schemas.of(7).getName()).isEqualTo("string");
    }
}
