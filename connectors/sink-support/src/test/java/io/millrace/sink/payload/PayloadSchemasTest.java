// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Schemas;
import io.millrace.sink.Failures;
import io.millrace.sink.TestBatches;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(Failures.ofReading(page)).hasValue(Failures.Kind.RETRIABLE);
    }

    @Test
    void shouldNotBlameTheBatchForAGatewayThatAnswersInJson() {
        RestClientException gateway = new RestClientException("no Route matched", 404, 0);

        assertThatThrownBy(() -> answering(null, gateway).of(batch(9))).isSameAs(gateway);
        assertThat(Failures.ofReading(gateway)).hasValue(Failures.Kind.RETRIABLE);
    }

    @Test
    void shouldRefuseABatchWhoseSchemaTheRegistryRefuses() {
        PayloadSchemas schemas = answering(null, new RestClientException("Failed to discover artifact type", 400, 0));

        assertThatThrownBy(() -> schemas.of(batch(9)))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("HTTP 400");
    }

    @Test
    void shouldReadANameThatOtherProducersWrite() throws Exception {
        askRegistry(
                "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"com.my-company.Order\\\",\\\"fields\\\":[]}\"}");
    }

    @Test
    void shouldSendTheCredentialsThatAreConfigured() throws Exception {
        AtomicReference<String> sent = new AtomicReference<>();
        askRegistry(
                "{\"schema\": \"\\\"int\\\"\"}",
                sent,
                Map.of(
                        "schema.registry.basic.auth.credentials.source",
                        "USER_INFO",
                        "schema.registry.basic.auth.user.info",
                        "user:secret"));

        assertThat(sent).hasValue("Basic dXNlcjpzZWNyZXQ=");
    }

    @Test
    void shouldPrintNoSecret() {
        AbstractConfig config = new AbstractConfig(
                PayloadSchemas.addTo(new ConfigDef()),
                Map.of(
                        "schema.registry.basic.auth.user.info", "user:secret",
                        "schema.registry.bearer.auth.token", "secret",
                        "schema.registry.ssl.key.password", "secret",
                        "schema.registry.ssl.keystore.key", "secret"),
                false);

        assertThat(config.values().toString()).doesNotContain("secret");
    }

    private static void askRegistry(String answer) throws Exception {
        askRegistry(answer, new AtomicReference<>(), Map.of());
    }

    /** The real client, asking a registry that has one answer. */
    private static void askRegistry(String answer, AtomicReference<String> authorization, Map<String, String> settings)
            throws Exception {
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            boolean referred = exchange.getRequestURI().getPath().startsWith("/subjects");
            exchange.sendResponseHeaders(referred ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
        try {
            String url = "http://localhost:" + registry.getAddress().getPort();
            Map<String, String> props = new HashMap<>(settings);
            props.put(PayloadSchemas.URL, url);
            PayloadSchemas.of(new AbstractConfig(PayloadSchemas.addTo(new ConfigDef()), props, false))
                    .of(batch(9));
        } finally {
            registry.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaType\": \"JSON\", \"schema\": \"{}\"}",
                "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message M {}\"}",
                "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message M {}\","
                        + " \"references\": [{\"name\": \"a\", \"subject\": \"a\", \"version\": 1}]}",
                "{\"schema\": \"{}\"}",
            })
    void shouldRefuseABatchOfASchemaThatIsNotAvro(String answer) {
        assertThatThrownBy(() -> askRegistry(answer))
                .isInstanceOf(BatchRefusedException.class)
                .extracting(e -> ((BatchRefusedException) e).reason())
                .isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
    }

    @Test
    void shouldNotBlameTheBatchWhenWhatItsSchemaRefersToCannotBeFetched() {
        assertThatThrownBy(() -> askRegistry("{\"schema\": \"\\\"a.B\\\"\","
                        + " \"references\": [{\"name\": \"a.B\", \"subject\": \"b\", \"version\": 1}]}"))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(Failures.ofReading(e))
                        .hasValue(Failures.Kind.RETRIABLE));
    }

    @Test
    void shouldNotBlameTheBatchForARegistryThatIsAway() {
        IOException away = new IOException("connection refused");

        assertThatThrownBy(() -> answering(away, null).of(batch(9))).isSameAs(away);
    }

    @Test
    void shouldTellARefusedClientFromABusyRegistry() {
        assertThat(Failures.ofReading(new RestClientException("who?", 401, 40101)))
                .hasValue(Failures.Kind.FATAL);
        assertThat(Failures.ofReading(new RestClientException("busy", 503, 50301)))
                .hasValue(Failures.Kind.RETRIABLE);
    }

    @Test
    void shouldSayThatARegistryIsNeeded() {
        assertThatThrownBy(() -> new PayloadSchemas(null).of(batch(9)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(PayloadSchemas.URL)
                .hasMessageContaining("clicks");
    }
}
