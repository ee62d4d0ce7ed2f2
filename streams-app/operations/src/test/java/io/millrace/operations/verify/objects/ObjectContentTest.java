// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.millrace.operations.verify.account.Books;
import io.millrace.operations.verify.account.Comparison;
import io.millrace.operations.verify.account.Comparison.Different;
import io.millrace.operations.verify.account.Comparison.NotMade;
import io.millrace.operations.verify.account.SeenBatch;
import io.millrace.operations.verify.topics.StubRecord;
import io.millrace.schemas.EventBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ObjectContentTest {
    private static final Schema LONG = SchemaBuilder.builder().longType();

    private final SeenBatch batch = new SeenBatch(Books.header(0, 0, 2, 3), 0);
    private final byte[] three = StubRecord.json(0, 0, "{\"a\":1}", "{\"a\":\n2}", "{\"a\":3}");

    @Test
    void shouldTakeTheLinesOfTheBatch() throws Exception {
        assertThat(compare(three, gzip("{\"a\":1}\n{\"a\": 2}\n{\"a\":3}\n"))).isEqualTo(Comparison.SAME);
        assertThat(compare(three, gzip("{\"a\":1}\n{\"a\": 2}\n{\"a\":3}"))).isEqualTo(Comparison.SAME);
    }

    @Test
    void shouldRefuseLinesOfAnotherBatchThatHasAsMany() throws Exception {
        assertThat(compare(three, gzip("{\"a\":1}\n{\"a\": 2}\n{\"a\":4}\n")))
                .isEqualTo(new Different("holds at position 3 something other than the event of offset 2"));
        assertThat(compare(three, gzip("{\"a\": 2}\n{\"a\":1}\n{\"a\":3}\n")))
                .isEqualTo(new Different("holds at position 1 something other than the event of offset 0"));
        assertThat(compare(three, gzip("\n\n\n")))
                .isEqualTo(new Different("holds at position 1 something other than the event of offset 0"));
    }

    @Test
    void shouldRefuseMoreOrFewerEvents() throws Exception {
        assertThat(compare(three, gzip("{\"a\":1}\n{\"a\": 2}\n")))
                .isEqualTo(new Different("holds 2 events; the batch has 3"));
        assertThat(compare(three, gzip("{\"a\":1}\n{\"a\": 2}\n{\"a\":3}\n{}\n")))
                .isEqualTo(new Different("holds 4 events; the batch has 3"));
        assertThat(compare(three, gzip(""))).isEqualTo(new Different("holds 0 events; the batch has 3"));
    }

    @Test
    void shouldOpenTheEnvelope() throws Exception {
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", "x".getBytes(StandardCharsets.UTF_8)).add("n", null).add("b", new byte[] {-1});
        byte[] one = StubRecord.json(0, 7, "k".getBytes(StandardCharsets.UTF_8), headers, "{\"a\":1}");
        String line = "{\"partition\":0,\"offset\":7,\"timestamp\":" + Books.WINDOW
                + ",\"key\":\"k\",\"headers\":[{\"name\":\"h\",\"value\":"
                + "\"x\"},{\"name\":\"n\",\"value\":null},{\"name\":\"b\",\"value\":{\"base64\":\"/w==\"}}],\"value\":{\"a\":1}}\n";

        assertThat(compare(one, gzip(line))).isEqualTo(Comparison.SAME);
        for (String[] change : new String[][] {
            {"7", "8"},
            {"\"k\"", "\"j\""},
            {"\"x\"", "\"y\""},
            {"/w==", "/g=="},
            {"{\"a\":1}", "{\"a\":2}"},
            {",{\"name\":\"n\",\"value\":null}", ""}
        }) {
            assertThat(compare(one, gzip(line.replace(change[0], change[1])))).isInstanceOf(Different.class);
        }
    }

    @Test
    void shouldTakeAnAvroFileOfTheSameDatumsAndSchema() throws Exception {
        byte[] record = StubRecord.avro(5, new byte[] {2}, new byte[] {4}, new byte[] {6});

        assertThat(compare(record, "x.avro", avro(LONG, 1, 2, 3))).isEqualTo(Comparison.SAME);
        assertThat(compare(record, "x.avro", avro(LONG, 1, 2, 4))).isInstanceOf(Different.class);
        assertThat(compare(record, "x.avro", avro(LONG, 1, 2, 3, 4)))
                .isEqualTo(new Different("holds 4 events; the batch has 3"));
        assertThat(compare(record, "x.avro", avro(LONG, 1, 2)))
                .isEqualTo(new Different("holds 2 events; the batch has 3"));
        assertThat(compare(record, "x.avro", avro(SchemaBuilder.builder().intType(), 1, 2, 3)))
                .isEqualTo(new Different("has a schema other than the registry's 5"));
        assertThat(compare(record, gzip("1\n2\n3\n"))).isEqualTo(Comparison.SAME);
        assertThat(compare(record, gzip("1\n2\n4\n"))).isInstanceOf(Different.class);
        assertThat(compare(three, "x.avro", avro(LONG, 1, 2, 3)))
                .isEqualTo(new Different("is an Avro file; the batch has JSON events"));
    }

    @Test
    void shouldTakeWhatIsPackedWithZstd() throws Exception {
        byte[] lines = zstd("{\"a\":1}\n{\"a\": 2}\n{\"a\":3}\n");
        byte[] avro = avro(LONG, CodecFactory.zstandardCodec(3), 1, 2, 3);

        assertThat(compare(three, "x.jsonl.zst", lines)).isEqualTo(Comparison.SAME);
        assertThat(compare(three, "x.jsonl.zst", zstd("{\"a\":1}\n{\"a\": 2}\n{\"a\":4}\n")))
                .isEqualTo(new Different("holds at position 3 something other than the event of offset 2"));
        assertThat(compare(three, "x.jsonl.zst", Arrays.copyOf(lines, lines.length - 9))
                        .toString())
                .contains("cannot be read to its end");
        assertThat(compare(three, "x.jsonl.gz", lines).toString()).contains("cannot be read to its end");
        assertThat(bodyFault("x.jsonl.zst", lines)).isNull();
        assertThat(compare(StubRecord.avro(5, new byte[] {2}, new byte[] {4}, new byte[] {6}), "x.avro", avro))
                .isEqualTo(Comparison.SAME);
    }

    @Test
    void shouldNotCompareWithoutTheSchema() throws Exception {
        byte[] record = StubRecord.avro(5, new byte[] {2});
        EventSchemas none = id -> {
            throw new NoSchemaException("needs the schema " + id, null);
        };

        assertThat(ObjectContent.compare(EventBatch.read(record), "x.avro", avro(LONG, 1), none))
                .isEqualTo(new NotMade("needs the schema 5"));
    }

    @Test
    void shouldRefuseBytesThatBreakOff() throws Exception {
        byte[] gzip = gzip("{\"a\":1}\n{\"a\": 2}\n{\"a\":3}\n");
        byte[] avro = avro(LONG, 1, 2, 3);

        assertThat(compare(three, Arrays.copyOf(gzip, gzip.length - 9)).toString())
                .contains("cannot be read to its end");
        assertThat(compare(three, avro).toString()).contains("cannot be read to its end");
        assertThat(bodyFault("x.jsonl.gz", Arrays.copyOf(gzip, gzip.length - 9)))
                .startsWith("cannot be read to its end");
        assertThat(bodyFault("x.avro", Arrays.copyOf(avro, avro.length - 9)))
                .isEqualTo("holds 0 events; the batch has 3");
        assertThat(bodyFault("x.avro", gzip)).startsWith("cannot be read to its end");
    }

    @Test
    void shouldCountTheEventsOfABatchThatIsGone() throws Exception {
        assertThat(bodyFault("x.jsonl.gz", gzip("{}\n{}\n{}"))).isNull();
        assertThat(bodyFault("x.jsonl.gz", gzip("{}\n{}\n"))).isEqualTo("holds 2 events; the batch has 3");
        assertThat(bodyFault("x.avro", avro(LONG, 1, 2, 3))).isNull();
        assertThat(bodyFault("x.avro", avro(LONG, 1, 2, 3, 4))).isEqualTo("holds 4 events; the batch has 3");
        assertThat(ObjectContent.bodyFault(3, "x.jsonl.gz", Map.of("sha256", "00"), gzip("{}\n{}\n{}\n")))
                .isEqualTo("has bytes whose SHA-256 is not the one in its metadata");
    }

    @Test
    void shouldCompareTheMetadataWithTheBatch() {
        String id = batch.id;

        assertThat(ObjectContent.metadataFault(batch, Map.of("batch-id", id, "event-count", "3", "sha256", "00")))
                .isNull();
        assertThat(ObjectContent.metadataFault(batch, Map.of("batch-id", id, "event-count", "4", "sha256", "00")))
                .contains("event-count 4");
        assertThat(ObjectContent.metadataFault(batch, Map.of("batch-id", "other", "event-count", "3")))
                .contains("the batch-id other");
        assertThat(ObjectContent.metadataFault(batch, Map.of())).contains("no batch-id");
        assertThat(ObjectContent.metadataFault(batch, Map.of("batch-id", id, "event-count", "3")))
                .contains("no sha256");
    }

    private static Comparison compare(byte[] record, byte[] body) throws Exception {
        return compare(record, "x.jsonl.gz", body);
    }

    private static Comparison compare(byte[] record, String key, byte[] body) throws Exception {
        return ObjectContent.compare(EventBatch.read(record), key, body, id -> LONG);
    }

    private static String bodyFault(String key, byte[] body) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
        return ObjectContent.bodyFault(3, key, Map.of("sha256", HexFormat.of().formatHex(digest)), body);
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] avro(Schema schema, int... datums) throws IOException {
        return avro(schema, CodecFactory.nullCodec(), datums);
    }

    private static byte[] avro(Schema schema, CodecFactory codec, int... datums) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> file = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            file.setCodec(codec).create(schema, bytes);
            for (int datum : datums) {
                file.appendEncoded(ByteBuffer.wrap(new byte[] {(byte) (2 * datum)}));
            }
        }
        return bytes.toByteArray();
    }
}
