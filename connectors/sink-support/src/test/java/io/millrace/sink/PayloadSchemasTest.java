package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Schemas;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class PayloadSchemasTest {
    private static BatchHeader batch(int schemaId) {
        return TestBatches.open(TestBatches.avro(schemaId, 0, List.of())).header();
    }

    /** A registry that answers every question in one way. */
    private static PayloadSchemas answering(IOException away, RestClientException refusal) {
        return new PayloadSchemas(new MockSchemaRegistryClient() {
            @Override
            public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
                if (away != null) {
                    throw away;
                }
                throw refusal;
            }
        });
    }

    @Test
    void shouldFindARegisteredSchema() throws Exception {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        int id = registry.register("clicks.events-value", new AvroSchema(Schemas.CLICK));

        assertThat(new PayloadSchemas(registry).of(batch(id))).isEqualTo(Schemas.CLICK);
    }

    @Test
    void shouldRefuseABatchOfAnUnknownSchema() {
        PayloadSchemas schemas = answering(null, new RestClientException("Schema not found", 404, 40403));

        assertThatThrownBy(() -> schemas.of(batch(9)))
                .isInstanceOf(BatchRefusedException.class)
                .extracting(e -> ((BatchRefusedException) e).reason())
                .isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
    }

    @Test
    void shouldNotBlameTheBatchForAPageOfAProxy() {
        RestClientException page = new RestClientException("<html>", 404, 50005);

        assertThatThrownBy(() -> answering(null, page).of(batch(9))).isSameAs(page);
        assertThat(Failures.ofReading(page)).hasValue(FailureKind.RETRIABLE);
    }

    @Test
    void shouldNotBlameTheBatchForARegistryThatIsAway() {
        IOException away = new IOException("connection refused");

        assertThatThrownBy(() -> answering(away, null).of(batch(9))).isSameAs(away);
    }

    @Test
    void shouldTellARefusedClientFromABusyRegistry() {
        assertThat(Failures.ofReading(new RestClientException("who?", 401, 40101)))
                .hasValue(FailureKind.FATAL);
        assertThat(Failures.ofReading(new RestClientException("busy", 503, 50301)))
                .hasValue(FailureKind.RETRIABLE);
    }

    @Test
    void shouldSayThatARegistryIsNeeded() {
        assertThatThrownBy(() -> new PayloadSchemas(null).of(batch(9)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(PayloadSchemas.URL)
                .hasMessageContaining("clicks");
    }
}
