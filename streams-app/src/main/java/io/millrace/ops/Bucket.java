package io.millrace.ops;

import io.millrace.config.ObjectStoreConfig;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads the delivered objects; needs s3:ListBucket and s3:GetObject. Holds one object in memory at a time. */
final class Bucket implements AutoCloseable {
    private final ObjectStoreConfig where;
    private final S3Client client;
    private final boolean deep;

    /** {@code deep} reads the bytes of each object; otherwise its metadata only. */
    Bucket(ObjectStoreConfig where, boolean deep) {
        this.where = where;
        this.deep = deep;
        client = S3Client.builder()
                .region(Region.of(where.region()))
                .endpointOverride(where.endpoint() == null ? null : URI.create(where.endpoint()))
                .forcePathStyle(where.endpoint() != null)
                .credentialsProvider(credentials(where))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static AwsCredentialsProvider credentials(ObjectStoreConfig where) {
        if (where.accessKeyId() == null || where.secretAccessKey() == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                where.accessKeyId(), where.secretAccessKey().value()));
    }

    /** Shows every object of the pipeline to {@code deliveries}. */
    void compare(ObjectLayout layout, Deliveries deliveries) {
        String place = "s3://" + where.bucket() + '/' + layout.folder();
        try {
            deliveries.begin();
            client
                    .listObjectsV2Paginator(
                            request -> request.bucket(where.bucket()).prefix(layout.folder()))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .forEach(key -> compare(layout, deliveries, key));
        } catch (SdkException e) {
            String server = where.endpoint() == null ? "" : " at " + where.endpoint();
            throw new VerificationException("Cannot read the objects in " + place + server + ": " + e.getMessage(), e);
        }
    }

    private void compare(ObjectLayout layout, Deliveries deliveries, String key) {
        SeenBatch batch = deliveries.claim(key);
        if (batch == null) {
            return;
        }
        if (!layout.isPlaceOf(batch, key)) {
            deliveries.judge(batch, key, "is not in the folder of its window");
            return;
        }
        try {
            deliveries.judge(batch, key, deep ? faultOfObject(batch, key) : faultOfHead(batch, key));
        } catch (NoSuchKeyException e) {
            // Removed between the listing and now: not delivered, then.
        }
    }

    private String faultOfHead(SeenBatch batch, String key) {
        Map<String, String> metadata = client.headObject(
                        request -> request.bucket(where.bucket()).key(key))
                .metadata();
        return ObjectContent.metadataFault(batch, metadata);
    }

    private String faultOfObject(SeenBatch batch, String key) {
        ResponseBytes<GetObjectResponse> object = client.getObjectAsBytes(
                request -> request.bucket(where.bucket()).key(key));
        Map<String, String> metadata = object.response().metadata();
        String fault = ObjectContent.metadataFault(batch, metadata);
        return fault == null ? ObjectContent.bodyFault(batch, key, metadata, object.asByteArrayUnsafe()) : fault;
    }

    @Override
    public void close() {
        client.close();
    }
}
