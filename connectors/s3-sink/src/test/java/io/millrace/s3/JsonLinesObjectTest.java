// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.PayloadSchemas;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JsonLinesObjectTest {
    private final Clicks clicks = new Clicks();
    private final ObjectFormat plain = new JsonLinesObject(clicks.schemas(), 6, false);
    private final ObjectFormat enveloped = new JsonLinesObject(clicks.schemas(), 6, true);

    private static String unpacked(byte[] object) throws Exception {
        return new String(new GZIPInputStream(new ByteArrayInputStream(object)).readAllBytes(), UTF_8);
    }

    private static EventBatch json(String... events) {
        return TestBatches.open(TestBatches.json(40, events));
    }

    @Test
    void shouldWriteJsonEventsAsTheyAre() throws Exception {
        byte[] object = plain.encode(json("{ \"a\" : 1.00 }", "{\"a\":\"ü\\n\"}"));

        assertThat(unpacked(object)).isEqualTo("{ \"a\" : 1.00 }\n{\"a\":\"ü\\n\"}\n");
    }

    @Test
    void shouldKeepAnEventWithLineBreaksOnOneLine() throws Exception {
        byte[] object = plain.encode(json("{\r\n  \"a\": 1\n}\n", "{}"));

        assertThat(unpacked(object)).isEqualTo("{    \"a\": 1 } \n{}\n");
    }

    @Test
    void shouldWriteAvroEventsAsJson() throws Exception {
        byte[] object = plain.encode(clicks.batch(2));

        assertThat(unpacked(object)).isEqualTo(Clicks.json(0) + '\n' + Clicks.json(1) + '\n');
    }

    @Test
    void shouldKeepKeyTimeAndHeadersInAnEnvelope() throws Exception {
        String head = "{\"partition\":3,\"offset\":%d,\"timestamp\":%d,\"key\":\"k\",\"headers\":"
                + "[{\"name\":\"trace\",\"value\":{\"base64\":\"/wE=\"}}],\"value\":%s}\n";

        byte[] fromJson = enveloped.encode(json("{\"a\":1}", "{\"a\":\n2}"));
        byte[] fromAvro = enveloped.encode(clicks.batch(1));

        assertThat(unpacked(fromJson))
                .isEqualTo(head.formatted(40, TestBatches.FIRST_TIMESTAMP, "{\"a\":1}")
                        + head.formatted(41, TestBatches.FIRST_TIMESTAMP + 1_000, "{\"a\": 2}"));
        assertThat(unpacked(fromAvro)).isEqualTo(head.formatted(100, TestBatches.FIRST_TIMESTAMP, Clicks.json(0)));
    }

    @Test
    void shouldMakeTheSameBytesAgainAndElsewhere() throws Exception {
        ObjectFormat otherWorker = new JsonLinesObject(new Clicks().schemas(), 6, false);

        byte[] object = plain.encode(clicks.batch(5_000));

        assertThat(plain.encode(clicks.batch(5_000))).isEqualTo(object);
        assertThat(otherWorker.encode(clicks.batch(5_000))).isEqualTo(object);
    }

    /** Flags, time, extra flags and system: whatever the JDK's own stream would say there. */
    @Test
    void shouldSayNothingOfTimeAndMachineInTheHeader() throws Exception {
        byte[] object = plain.encode(json("{}"));

        assertThat(Arrays.copyOf(object, 10)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
    }

    @Test
    void shouldRefuseABatchThatIsCutShort() {
        byte[] whole = TestBatches.json(40, "{\"a\":1}", "{\"a\":2}");
        EventBatch cut = TestBatches.open(Arrays.copyOf(whole, whole.length - 3));

        assertThatThrownBy(() -> plain.encode(cut)).isInstanceOf(MalformedAvroException.class);
    }

    @Test
    void shouldNeedNoRegistryForJson() throws Exception {
        ObjectFormat alone = new JsonLinesObject(new PayloadSchemas(null), 1, false);

        assertThat(unpacked(alone.encode(json("{}")))).isEqualTo("{}\n");
    }

    @Property(tries = 50)
    void shouldPackWhateverSizesAreWritten(@ForAll Random random, @ForAll @IntRange(min = 1, max = 9) int level)
            throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();

        try (GzipStream gzip = new GzipStream(packed, level)) {
            for (int i = random.nextInt(20); i > 0; i--) {
                byte[] part = new byte[random.nextInt(100_000)];
                random.nextBytes(part);
                gzip.write(part);
                gzip.write(i);
                written.write(part);
                written.write(i);
            }
            gzip.finish();
        }

        GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()));
        assertThat(in.readAllBytes()).isEqualTo(written.toByteArray());
    }
}
