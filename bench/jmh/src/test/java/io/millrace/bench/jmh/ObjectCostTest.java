// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.s3.content.ObjectEncoders;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.payload.PayloadSchemas;
import org.junit.jupiter.api.Test;

/**
 * What the S3 sink allocates for an object, which must not grow faster than the batch. How well an object compresses is up
 * to the machine's zlib: hence a factor of 6 for four times the events, where a sink that copied what it has for each event
 * would have 16.
 */
class ObjectCostTest {
    private static final String GZIP = "gzip 1";
    private static final int EVENT_BYTES = 200;

    private final PayloadSchemas schemas = new PayloadSchemas(Events.registry());

    @Test
    void shouldWriteAvroInProportionToTheBatch() throws Exception {
        assertThatIsProportional(ObjectEncoders.avro(schemas, GZIP), false);
    }

    @Test
    void shouldConvertToJsonLinesInProportionToTheBatch() throws Exception {
        assertThatIsProportional(ObjectEncoders.jsonLines(schemas, GZIP), false);
    }

    @Test
    void shouldCopyJsonLinesInProportionToTheBatch() throws Exception {
        assertThatIsProportional(ObjectEncoders.jsonLines(schemas, GZIP), true);
    }

    private static void assertThatIsProportional(ObjectEncoders.Encoder encoder, boolean json) throws Exception {
        long ofFew = allocated(encoder, json, 5_000);
        long ofMany = allocated(encoder, json, 20_000);

        assertThat(ofMany).isLessThan(6 * ofFew);
    }

    private static long allocated(ObjectEncoders.Encoder encoder, boolean json, int events) throws Exception {
        byte[] value = json ? Events.jsonBatch(EVENT_BYTES, events) : Events.avroBatch(EVENT_BYTES, events);
        EventBatch batch = EventBatch.read(value);
        return AllocatedBytes.by(() -> encoder.encode(batch));
    }
}
