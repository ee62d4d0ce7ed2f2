// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.decode.Decoder;
import io.millrace.decode.EventTimeRules;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.decode.RegistryUnavailableException;
import io.millrace.schemas.Event;
import io.millrace.schemas.PayloadFormat;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private int ended;
    private final Counter replaced = Counter.builder("replaced").register(new SimpleMeterRegistry());
    private final FailurePolicy policy = new FailurePolicy("clicks", replaced, thread -> {}, () -> ended++);

    /** What the decode stage throws when the registry stays silent. */
    private static RegistryUnavailableException outage() {
        MockSchemaRegistryClient silent = new MockSchemaRegistryClient() {
            @Override
            public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
                throw new IOException("connection refused");
            }
        };
        RegisteredSchemas schemas = new RegisteredSchemas(silent, Duration.ZERO, () -> {});
        Decoder decoder = new Decoder(PayloadFormat.AVRO, EventTimeRules.ofRecord(0), schemas, () -> 0);
        try {
            decoder.decode(new Event().value(new byte[] {0, 0, 0, 0, 1, 0}, 0, 6));
        } catch (RegistryUnavailableException e) {
            return e;
        } catch (Exception e) {
            throw new AssertionError("not an outage", e);
        }
        throw new AssertionError("the event was let through");
    }

    @Test
    void shouldReplaceTheThreadWhileTheRegistryIsSilent() {
        assertThat(policy.handle(new StreamsException("in a stage", outage()))).isEqualTo(REPLACE_THREAD);
        assertThat(policy.handle(outage())).isEqualTo(REPLACE_THREAD);

        assertThat(replaced.count()).isEqualTo(2);
        assertThat(policy.fatal()).isNull();
    }

    /** One member of the group may see it missing a moment longer than all others. */
    @Test
    void shouldReplaceTheThreadWhileAMemberMissesTheSource() {
        assertThat(policy.handle(new MissingSourceTopicException("Missing source topics. [clicks.events]")))
                .isEqualTo(REPLACE_THREAD);
    }

    @Test
    void shouldReplaceTheThreadAfterAFailureThatKafkaCallsRetriable() {
        assertThat(policy.handle(new StreamsException(new TimeoutException("no answer"))))
                .isEqualTo(REPLACE_THREAD);

        assertThat(replaced.count()).isEqualTo(1);
    }

    @Test
    void shouldStopAfterAnyOtherFailureAndKeepTheFirst() {
        StreamsException first = new StreamsException("in a stage", new IllegalStateException("the cause"));

        assertThat(policy.handle(first)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.handle(new StreamsException(new RecordTooLargeException())))
                .isEqualTo(SHUTDOWN_CLIENT);

        assertThat(policy.fatal()).isSameAs(first);
        assertThat(replaced.count()).isZero();
        assertThat(Advice.sentence(policy.fatal())).contains("the cause");
    }

    /** Whether it is replaced or not, its producer goes, and with it what that has counted. */
    @Test
    void shouldHaveALastLookAtEachThreadThatFails() {
        policy.handle(new StreamsException(new TimeoutException("no answer")));
        assertThat(ended).isEqualTo(1);

        policy.handle(new StreamsException(new RecordTooLargeException()));
        assertThat(ended).isEqualTo(2);
    }

    @Test
    void shouldStopOnAnError() {
        OutOfMemoryError error = new OutOfMemoryError("heap");

        assertThat(policy.handle(error)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.fatal()).isSameAs(error);
    }
}
