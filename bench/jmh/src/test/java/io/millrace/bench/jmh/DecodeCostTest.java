// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.decode.Decoder;
import io.millrace.decode.EventTimeRules;
import io.millrace.decode.RegisteredSchemas;
import io.millrace.decode.RejectedException;
import io.millrace.schemas.Event;
import io.millrace.schemas.PayloadFormat;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeCostTest {
    private static final int EVENTS = 10_000;

    @ParameterizedTest
    @ValueSource(ints = {50, 200, 1_024, 10_240})
    void shouldValidateAvroForNothing(int bytes) throws Exception {
        RegisteredSchemas schemas = new RegisteredSchemas(Events.registry(), Duration.ofMinutes(1), () -> {});
        Decoder decoder =
                new Decoder(PayloadFormat.AVRO, EventTimeRules.ofField("timestamp", Long.MAX_VALUE), schemas, () -> 0);
        byte[][] events = Events.avro(bytes);

        long allocated = AllocatedBytes.by(() -> decode(decoder, events));

        assertThat(allocated).isLessThan(1_000);
    }

    /** Jackson makes a parser for each event; that it does not grow with the event is what counts. */
    @ParameterizedTest
    @ValueSource(ints = {50, 200, 1_024, 10_240})
    void shouldValidateJsonWithoutCopyingIt(int bytes) throws Exception {
        Decoder decoder =
                new Decoder(PayloadFormat.JSON, EventTimeRules.ofField("timestamp", Long.MAX_VALUE), null, () -> 0);
        byte[][] events = Events.json(bytes);

        long allocated = AllocatedBytes.by(() -> decode(decoder, events));

        assertThat(allocated).isLessThan(1_024L * EVENTS);
    }

    private static void decode(Decoder decoder, byte[][] events) throws RejectedException {
        Event event = new Event();
        for (int i = 0; i < EVENTS; i++) {
            byte[] value = events[i % events.length];
            decoder.decode(event.value(value, 0, value.length));
        }
    }
}
