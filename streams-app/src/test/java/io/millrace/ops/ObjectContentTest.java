package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.Test;

class ObjectContentTest {
    private final SeenBatch batch = new SeenBatch(Books.header(0, 0, 2, 3));

    @Test
    void shouldTakeGzippedLinesAsManyAsTheBatchHasEvents() throws Exception {
        assertThat(fault("x.jsonl.gz", gzip("{}\n{}\n{}\n"))).isNull();
        assertThat(fault("x.jsonl.gz", gzip("{}\n{}\n{}"))).isNull();
        assertThat(fault("x.jsonl.gz", gzip("{}\n{}\n"))).isEqualTo("holds 2 events; the batch has 3");
        assertThat(fault("x.jsonl.gz", gzip(""))).isEqualTo("holds 0 events; the batch has 3");
    }

    @Test
    void shouldTakeAnAvroFileWithAsManyDatums() throws Exception {
        assertThat(fault("x.avro", avro(3))).isNull();
        assertThat(fault("x.avro", avro(4))).isEqualTo("holds 4 events; the batch has 3");
    }

    @Test
    void shouldRefuseBytesThatBreakOff() throws Exception {
        byte[] gzip = gzip("{}\n{}\n{}\n");
        byte[] avro = avro(3);

        assertThat(fault("x.jsonl.gz", Arrays.copyOf(gzip, gzip.length - 9))).startsWith("cannot be read to its end");
        assertThat(fault("x.avro", Arrays.copyOf(avro, avro.length - 9))).isEqualTo("holds 0 events; the batch has 3");
        assertThat(fault("x.avro", gzip)).startsWith("cannot be read to its end");
    }

    @Test
    void shouldRefuseBytesThatAreNotWhatTheMetadataSays() throws Exception {
        String fault = ObjectContent.bodyFault(batch, "x.jsonl.gz", Map.of("sha256", "00"), gzip("{}\n{}\n{}\n"));

        assertThat(fault).isEqualTo("has bytes of another SHA-256 than its metadata says");
    }

    @Test
    void shouldCompareTheMetadataWithTheBatch() {
        String id = batch.id;

        assertThat(ObjectContent.metadataFault(batch, Map.of("batch-id", id, "event-count", "3", "sha256", "00")))
                .isNull();
        assertThat(ObjectContent.metadataFault(batch, Map.of("batch-id", id, "event-count", "4", "sha256", "00")))
                .contains("event-count 4");
        assertThat(ObjectContent.metadataFault(batch, Map.of("batch-id", "other", "event-count", "3")))
                .contains("another batch-id");
        assertThat(ObjectContent.metadataFault(batch, Map.of())).contains("another batch-id");
        assertThat(ObjectContent.metadataFault(batch, Map.of("batch-id", id, "event-count", "3")))
                .contains("no sha256");
    }

    private String fault(String key, byte[] body) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
        return ObjectContent.bodyFault(
                batch, key, Map.of("sha256", HexFormat.of().formatHex(digest)), body);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] avro(int datums) throws IOException {
        Schema schema = SchemaBuilder.builder().longType();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> file = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            file.create(schema, bytes);
            for (long datum = 0; datum < datums; datum++) {
                file.append(datum);
            }
        }
        return bytes.toByteArray();
    }
}
