// SPDX-License-Identifier: Apache-2.0
package io.millrace.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.Schemas;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegisteredSchemasTest {
    private static final String CLICK = Schemas.CLICK.toString();
    private static final Exception AWAY = new ConnectException("Connection refused");

    private final FakeRegistry registry = new FakeRegistry();
    private final List<Long> pauses = new ArrayList<>();
    private long now = 1_000_000;
    private int retries;

    private final RegisteredSchemas schemas = new RegisteredSchemas(
            registry.client(), Duration.ofMinutes(1), () -> retries++, () -> now, this::pause, new Random(7));

    private void pause(long millis) {
        pauses.add(millis);
        now += millis;
    }

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void shouldAskOnceForASchema() throws Exception {
        registry.holding(7, "AVRO", CLICK);

        assertThat(schemas.get(7, 0)).isEqualTo(Schemas.CLICK);
        assertThat(schemas.get(7, 0)).isSameAs(schemas.get(7, 0));
        assertThat(registry.requests()).isEqualTo(1);
    }

    @Test
    void shouldAskForAnUnknownIdAgainAfterAWhile() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            assertUnknown(7);
        }
        assertThat(registry.requests()).isEqualTo(1);
        registry.holding(7, "AVRO", CLICK);

        now += schemas.rememberedMs() - 1;
        assertUnknown(7);
        now += 1;

        assertThat(schemas.get(7, 0)).isEqualTo(Schemas.CLICK);
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldNotAskForANegativeId() {
        assertUnknown(-1);
        assertThat(registry.requests()).isZero();
    }

    @Test
    void shouldRememberABoundedNumberOfUnknownIds() {
        for (int id = 0; id <= RegisteredSchemas.MAX_UNKNOWN; id++) {
            assertUnknown(id);
        }
        assertUnknown(RegisteredSchemas.MAX_UNKNOWN);
        assertThat(registry.requests()).isEqualTo(RegisteredSchemas.MAX_UNKNOWN + 1);

        assertUnknown(0);

        assertThat(registry.requests()).isEqualTo(RegisteredSchemas.MAX_UNKNOWN + 2);
    }

    @Test
    void shouldNotTakeAProtobufOrBrokenSchemaForAnOutageNorForAnUnknownOne() {
        registry.holding(7, "PROTOBUF", "message M {}").holding(8, "AVRO", "{\"type\":\"nonsense\"}");

        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> schemas.get(7, 0)).hasMessage("the schema with id 7 is not Avro");
            assertThatThrownBy(() -> schemas.get(8, 0))
                    .hasMessageStartingWith("the schema with id 8 cannot be read as Avro");
        }
        assertUnknown(7);
        assertUnknown(8);
        assertThat(retries).isZero();
        assertThat(registry.requests()).isEqualTo(2);
    }

    @Test
    void shouldTakeANameThatOtherProducersWrite() throws Exception {
        registry.holding(
                7,
                "AVRO",
                "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"com.my-company.orders\",\"fields\":[]}");

        assertThat(schemas.get(7, 0).getFullName()).isEqualTo("com.my-company.orders.Order");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 409, 410, 414, 422, 451})
    void shouldNotLetOneIdThatTheRegistryRefusesStopTheRest(int status) {
        registry.failing(1, new RestClientException("Failed to discover artifact type from content.", status, 0));

        assertUnknown(7);
        assertThatThrownBy(() -> schemas.get(7, 0)).hasMessageContaining("HTTP " + status);
        assertThat(registry.requests()).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    /** No address answers, though every connection is taken: the client alone would wait for each, again and again. */
    @Test
    void shouldNotWaitLongerThanItIsToldForARegistryThatIsSilent() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        MockSchemaRegistryClient silent = new MockSchemaRegistryClient() {
            @Override
            public ParsedSchema getSchemaById(int id) throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                throw new IOException("at last");
            }
        };
        RegisteredSchemas impatient = new RegisteredSchemas(silent, Duration.ofMillis(10), () -> retries++);

        assertThatThrownBy(() -> impatient.get(7, 0))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("schema id 7")
                .hasMessageContaining("no answer");

        assertThat(never.getCount()).isEqualTo(1);
        never.countDown();
    }

    @Test
    void shouldRetryWhatAnAvroSchemaRefersTo() {
        String schema = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"Other\"}]}";
        registry.holding(7, "AVRO", schema, new SchemaReference("Other", "other", 1));

        assertThatThrownBy(() -> schemas.get(7, 0))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageNotContaining("record");
    }

    @Test
    void shouldWorkWithTheMockClient() throws Exception {
        MockSchemaRegistryClient mock = new MockSchemaRegistryClient();
        int id = mock.register("clicks-value", new AvroSchema(Schemas.CLICK));
        RegisteredSchemas known = new RegisteredSchemas(mock, Duration.ofMinutes(1), () -> {});

        assertThat(known.get(id, 0)).isEqualTo(Schemas.CLICK);
    }

    static Stream<Exception> outages() {
        return Stream.of(
                AWAY,
                new SocketTimeoutException("Read timed out"),
                new RestClientException("Register schema operation timed out", 500, 50002),
                new RestClientException("no JSON", 503, 50005),
                new RestClientException("Too many requests", 429, 429),
                new RestClientException("Too early", 425, 0),
                new RestClientException("Request timeout", 408, 0),
                new RestClientException("no Route matched", 404, 0),
                new RestClientException("a proxy's page", 404, 50005));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void shouldWaitOutAnOutage(Exception outage) throws Exception {
        registry.failing(9, outage).holding(7, "AVRO", CLICK);

        assertThat(schemas.get(7, 0)).isEqualTo(Schemas.CLICK);

        assertThat(retries).isEqualTo(9);
        long full = 100;
        for (long pause : pauses) {
            assertThat(pause).isBetween(full / 2, full);
            full = Math.min(2 * full, 5_000);
        }
    }

    @ParameterizedTest
    @MethodSource("outages")
    void shouldGiveUpInTime(Exception outage) {
        registry.failing(1_000, outage);

        assertThatThrownBy(() -> schemas.get(7, 0))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("schema id 7")
                .hasMessageContaining("60000 ms");
        assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isBetween(55_000L, 60_000L);
    }

    /** Each of many new schemas in one run would wait as long again, and the thread would not poll in time. */
    @Test
    void shouldTakeOffWhatWasWaitedSinceTheLastPoll() {
        registry.failing(1_000, AWAY);

        assertThatThrownBy(() -> schemas.get(7, 50_000)).isInstanceOf(RegistryUnavailableException.class);

        assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isBetween(5_000L, 10_000L);
        pauses.clear();
        assertThatThrownBy(() -> schemas.get(8, 61_000)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldNameTheCauseWithoutAnAddress() {
        registry.failing(1_000, new IOException("Server returned HTTP response code: 503 for URL: http://a:b@host/x"));

        assertThatThrownBy(() -> schemas.get(7, 0))
                .hasMessageContaining("IOException")
                .hasMessageNotContaining("host");
    }

    @Test
    void shouldStopWaitingWhenInterrupted() {
        registry.failing(1_000, AWAY);
        RegisteredSchemas interrupted = new RegisteredSchemas(
                registry.client(),
                Duration.ofMinutes(1),
                () -> {},
                () -> now,
                millis -> {
                    throw new InterruptedException();
                },
                new Random(7));

        assertThatThrownBy(() -> interrupted.get(7, 0)).isInstanceOf(RegistryUnavailableException.class);

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private void assertUnknown(int id) {
        assertThatThrownBy(() -> schemas.get(id, 0))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA))
                .hasMessageContaining("id " + id);
    }

    @Test
    void shouldNotWaitForARegistryThatRefusesUs() {
        registry.failing(1, new RestClientException("Unauthorized", 401, 401));

        assertThatThrownBy(() -> schemas.get(1, 0))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("HTTP 401");
    }
}
