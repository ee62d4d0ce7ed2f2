// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.TestBatches;
import io.millrace.sink.payload.PayloadSchemas;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class JsonLinesObjectTest {
    private static final Compression GZIP = new GzipCompression(6);

    private final Clicks clicks = new Clicks();
    private final ObjectFormat plain = new JsonLinesObject(clicks.schemas(), GZIP, false);
    private final ObjectFormat enveloped = new JsonLinesObject(clicks.schemas(), GZIP, true);

    private static String unpacked(ObjectBytes object) throws Exception {
        return new String(new GZIPInputStream(object.newStream()).readAllBytes(), UTF_8);
    }

    private static EventBatch json(String... events) {
        return TestBatches.open(TestBatches.json(40, events));
    }

    @Test
    void shouldWriteJsonEventsAsTheyAre() throws Exception {
        ObjectBytes object = plain.encode(json("{ \"a\" : 1.00 }", "{\"a\":\"ü\\n\"}"));

        assertThat(unpacked(object)).isEqualTo("{ \"a\" : 1.00 }\n{\"a\":\"ü\\n\"}\n");
    }

    @Test
    void shouldKeepAnEventWithLineBreaksOnOneLine() throws Exception {
        ObjectBytes object = plain.encode(json("{\r\n  \"a\": 1\n}\n", "{}"));

        assertThat(unpacked(object)).isEqualTo("{    \"a\": 1 } \n{}\n");
    }

    @Test
    void shouldWriteAvroEventsAsJson() throws Exception {
        ObjectBytes object = plain.encode(clicks.batch(2));

        assertThat(unpacked(object)).isEqualTo(Clicks.json(0) + '\n' + Clicks.json(1) + '\n');
    }

    @Test
    void shouldKeepKeyTimeAndHeadersInAnEnvelope() throws Exception {
        String head = "{\"partition\":3,\"offset\":%d,\"timestamp\":%d,\"key\":\"k\",\"headers\":"
                + "[{\"name\":\"trace\",\"value\":{\"base64\":\"/wE=\"}}],\"value\":%s}\n";

        ObjectBytes fromJson = enveloped.encode(json("{\"a\":1}", "{\"a\":\n2}"));
        ObjectBytes fromAvro = enveloped.encode(clicks.batch(1));

        assertThat(unpacked(fromJson))
                .isEqualTo(head.formatted(40, TestBatches.FIRST_TIMESTAMP, "{\"a\":1}")
                        + head.formatted(41, TestBatches.FIRST_TIMESTAMP + 1_000, "{\"a\": 2}"));
        assertThat(unpacked(fromAvro)).isEqualTo(head.formatted(100, TestBatches.FIRST_TIMESTAMP, Clicks.json(0)));
    }

    @Test
    void shouldMakeTheSameBytesAgainAndElsewhere() throws Exception {
        for (Compression compression : new Compression[] {GZIP, new ZstdCompression(3)}) {
            ObjectFormat here = new JsonLinesObject(clicks.schemas(), compression, false);
            ObjectFormat otherWorker = new JsonLinesObject(new Clicks().schemas(), compression, false);

            byte[] object = here.encode(clicks.batch(5_000)).newStream().readAllBytes();

            assertThat(here.encode(clicks.batch(5_000)).newStream()).hasBinaryContent(object);
            assertThat(otherWorker.encode(clicks.batch(5_000)).newStream()).hasBinaryContent(object);
        }
    }

    @Test
    void shouldRefuseABatchThatIsCutShort() {
        byte[] whole = TestBatches.json(40, "{\"a\":1}", "{\"a\":2}");
        EventBatch cut = TestBatches.open(Arrays.copyOf(whole, whole.length - 3));

        assertThatThrownBy(() -> plain.encode(cut)).isInstanceOf(MalformedAvroException.class);
    }

    @Test
    void shouldNeedNoRegistryForJson() throws Exception {
        ObjectFormat alone = new JsonLinesObject(new PayloadSchemas(null), GZIP, false);

        assertThat(unpacked(alone.encode(json("{}")))).isEqualTo("{}\n");
    }
}
