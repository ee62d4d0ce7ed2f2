package io.millrace.s3;

import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Destination;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Puts each batch as one object. Key and bytes depend on the batch and the configuration alone, so a repeat, also one by
 * another worker, replaces an object with itself.
 */
final class S3Writer implements Destination {
    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final ObjectFormat format;

    S3Writer(S3Client client, String bucket, String prefix, ObjectFormat format) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.format = format;
    }

    /** Throws what {@link S3Failures} judges unless the bucket is there and may be used. */
    void checkBucket() {
        client.headBucket(request -> request.bucket(bucket));
    }

    @Override
    public void deliver(EventBatch batch) throws Exception {
        byte[] object = format.encode(batch);
        byte[] sha256 = Sha256.of(object);
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(ObjectKey.of(prefix, batch.header(), format.suffix()))
                .contentType(format.contentType())
                .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                .metadata(metadata(batch.header(), HexFormat.of().formatHex(sha256)))
                .build();
        client.putObject(request, RequestBody.fromBytes(object));
    }

    /** User metadata are HTTP headers: names and values stay in ASCII. */
    private Map<String, String> metadata(BatchHeader batch, String sha256) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("batch-id", ObjectKey.safe(batch.batchId()));
        metadata.put("pipeline", ObjectKey.safe(batch.pipeline()));
        metadata.put("source-topic", ObjectKey.safe(batch.sourceTopic()));
        metadata.put("source-partition", Integer.toString(batch.sourcePartition()));
        metadata.put("first-offset", Long.toString(batch.firstOffset()));
        metadata.put("last-offset", Long.toString(batch.lastOffset()));
        metadata.put("event-count", Integer.toString(batch.eventCount()));
        metadata.put("payload-bytes", Long.toString(batch.payloadBytes()));
        metadata.put("window-start", Long.toString(batch.windowStart()));
        metadata.put("window-end", Long.toString(batch.windowEnd()));
        metadata.put("close-reason", batch.closeReason().name());
        metadata.put("format", format.name());
        metadata.put("sha256", sha256);
        if (batch.schemaId() != null) {
            metadata.put("schema-id", batch.schemaId().toString());
        }
        return metadata;
    }
}
