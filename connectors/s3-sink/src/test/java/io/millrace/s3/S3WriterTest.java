// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.s3.content.AvroObject;
import io.millrace.s3.content.Clicks;
import io.millrace.s3.content.Compression;
import io.millrace.s3.content.GzipCompression;
import io.millrace.s3.content.JsonLinesObject;
import io.millrace.s3.content.ZstdCompression;
import io.millrace.sink.TestBatches;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class S3WriterTest {
    private final FakeS3 s3 = new FakeS3();
    private final Clicks clicks = new Clicks();
    private final S3Place place = new S3Place("lake", null, "us-east-1");
    private final S3Writer writer = writer(new GzipCompression(6));

    private S3Writer writer(Compression compression) {
        return new S3Writer(s3, place, "raw", new JsonLinesObject(clicks.schemas(), compression, false));
    }

    @Test
    void shouldDescribeTheObjectInItsMetadata() throws Exception {
        writer.deliver(TestBatches.open(TestBatches.json(40, "{\"a\":1}", "{}")));

        FakeS3.Stored object = s3.objects.get("raw/clicks/dt=2015-05-17/hr=10/clicks.events-3-40-41.jsonl.gz");
        PutObjectRequest request = object.request();
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(object.bytes());
        assertThat(request.bucket()).isEqualTo("lake");
        assertThat(request.contentType()).isEqualTo("application/gzip");
        assertThat(request.contentEncoding()).isNull();
        assertThat(request.checksumSHA256()).isEqualTo(Base64.getEncoder().encodeToString(sha256));
        assertThat(request.metadata())
                .containsEntry("batch-id", "clicks.events-3-40-41")
                .containsEntry("pipeline", "clicks")
                .containsEntry("source-topic", "clicks.events")
                .containsEntry("source-partition", "3")
                .containsEntry("first-offset", "40")
                .containsEntry("last-offset", "41")
                .containsEntry("event-count", "2")
                .containsEntry("payload-bytes", "9")
                .containsEntry("window-start", "1431856800000")
                .containsEntry("window-end", "1431860400000")
                .containsEntry("close-reason", "EVENTS")
                .containsEntry("format", "jsonl")
                .containsEntry("sha256", HexFormat.of().formatHex(sha256))
                .doesNotContainKey("schema-id");
    }

    @Test
    void shouldSayOfWhichGroupABatchIs() throws Exception {
        writer.deliver(TestBatches.open(TestBatches.grouped(new byte[] {'a', ' ', (byte) 0xff}, 40, "{}")));
        writer.deliver(TestBatches.open(TestBatches.grouped(new byte[1024], 41, "{}")));

        assertThat(metadata("raw/clicks/dt=2015-05-17/hr=10/clicks.events-3-40-40.jsonl.gz"))
                .containsEntry("group-key", "a%20%FF");
        assertThat(metadata("raw/clicks/dt=2015-05-17/hr=10/clicks.events-3-41-41.jsonl.gz"))
                .doesNotContainKey("group-key");
    }

    private Map<String, String> metadata(String key) {
        return s3.objects.get(key).request().metadata();
    }

    @Test
    void shouldSayThatAnObjectIsPackedWithZstd() throws Exception {
        writer(new ZstdCompression(3)).deliver(TestBatches.open(TestBatches.json(40, "{\"a\":1}", "{}")));

        FakeS3.Stored object = s3.objects.get("raw/clicks/dt=2015-05-17/hr=10/clicks.events-3-40-41.jsonl.zst");
        assertThat(object.request().contentType()).isEqualTo("application/zstd");
        assertThat(object.request().contentEncoding()).isNull();
    }

    @Test
    void shouldNameTheSchemaOfAvroEvents() throws Exception {
        S3Writer avro = new S3Writer(s3, place, "", new AvroObject(clicks.schemas(), new GzipCompression(6)));

        avro.deliver(clicks.batch(2));

        FakeS3.Stored object = s3.objects.get("clicks/dt=2015-05-17/hr=10/clicks.events-3-100-101.avro");
        assertThat(object.request().metadata()).containsEntry("schema-id", "1").containsEntry("format", "avro");
        assertThat(object.request().contentType()).isEqualTo("application/avro");
    }
}
