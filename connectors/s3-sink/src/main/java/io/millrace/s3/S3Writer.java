// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import io.millrace.s3.content.ObjectBytes;
import io.millrace.s3.content.ObjectFormat;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.EventBatch;
import io.millrace.sink.Destination;
import io.millrace.sink.Failures;
import io.millrace.sink.Outcome;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Puts each batch as one object. Key and bytes depend on the batch and the configuration alone, so a retry, even on another
 * worker, replaces an object with itself. S3 takes a batch as a whole or not at all, so no event is ever rejected alone.
 */
final class S3Writer implements Destination {
    private static final S3Failures FAILURES = new S3Failures();

    /** S3 takes 2 KB of metadata in all; a longer one stands in no metadata. */
    private static final int MOST_GROUP = 768;

    private final S3Client client;
    private final S3Place place;
    private final String prefix;
    private final ObjectFormat format;

    S3Writer(S3Client client, S3Place place, String prefix, ObjectFormat format) {
        this.client = client;
        this.place = place;
        this.prefix = prefix;
        this.format = format;
    }

    /**
     * Throws what {@link S3Failures} classifies unless the bucket exists and may be used. The answer to a HEAD has no body;
     * a refusal without a code, which may mean an expired token or a wrong clock, is asked for again with a GET.
     */
    void checkBucket() {
        try {
            client.headBucket(request -> request.bucket(place.bucket()));
        } catch (AwsServiceException refused) {
            if (!saysWhatItIs(refused)) {
                list(refused);
            } else {
                throw refused;
            }
        }
    }

    private void list(AwsServiceException refused) {
        try {
            client.listObjectsV2(request -> request.bucket(place.bucket()).maxKeys(1));
        } catch (AwsServiceException answer) {
            throw saysWhatItIs(answer) ? answer : refused;
        }
    }

    private static boolean saysWhatItIs(AwsServiceException answer) {
        return !S3Failures.code(answer).isEmpty() || FAILURES.classify(answer) == Failures.Kind.RETRIABLE;
    }

    @Override
    public Outcome deliver(EventBatch batch) throws Exception {
        ObjectBytes object = format.encode(batch);
        byte[] sha256 = object.sha256();
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(place.bucket())
                .key(ObjectKey.of(prefix, batch.header(), format.suffix()))
                .contentType(format.contentType())
                .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                .metadata(metadata(batch.header(), HexFormat.of().formatHex(sha256)))
                .build();
        try {
            confirm(request, client.putObject(request, body(object)));
            return new Outcome.Delivered();
        } catch (SdkException | UncheckedIOException e) {
            throw new UploadFailedException(
                    "The batch " + batch.header().batchId() + " could not be stored as " + request.key() + ": "
                            + place.explain(e),
                    e);
        }
    }

    private static RequestBody body(ObjectBytes object) {
        return RequestBody.fromContentProvider(object::newStream, object.length(), "application/octet-stream");
    }

    /** A portal or proxy may answer 200 to everything and store nothing; S3 says what it has stored. */
    private static void confirm(PutObjectRequest request, PutObjectResponse answer) {
        String kept = answer.checksumSHA256();
        if (kept == null && answer.eTag() == null) {
            throw SdkClientException.create("200 with neither an ETag nor a checksum, which no S3 server sends");
        }
        if (kept != null && !kept.equals(request.checksumSHA256())) {
            throw SdkClientException.create("200 for an object with another checksum than the one sent");
        }
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
        String group = batch.groupKey() == null
                ? null
                : ObjectKey.safe(batch.groupKey().get());
        if (group != null && group.length() <= MOST_GROUP) {
            metadata.put("group-key", group);
        }
        return metadata;
    }
}
