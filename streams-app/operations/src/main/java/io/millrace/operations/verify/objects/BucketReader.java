// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import io.millrace.config.sinks.ObjectStoreConfig;
import io.millrace.operations.verify.topics.VerificationException;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
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

/** A bucket; needs s3:ListBucket and s3:GetObject. */
public final class BucketReader implements ObjectStore {
    private final ObjectStoreConfig where;
    private final S3Client client;

    public BucketReader(ObjectStoreConfig where) {
        this.where = where;
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

    @Override
    public void keys(String folder, Consumer<String> reader) {
        try {
            client
                    .listObjectsV2Paginator(
                            request -> request.bucket(where.bucket()).prefix(folder))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .forEach(reader);
        } catch (SdkException e) {
            throw unread("Cannot list the objects in s3://" + where.bucket() + '/' + folder, e);
        }
    }

    @Override
    public StoredObject get(String key, boolean whole) {
        try {
            return whole ? object(key) : head(key);
        } catch (NoSuchKeyException e) {
            return null;
        } catch (SdkException e) {
            throw unread("Cannot read the object s3://" + where.bucket() + '/' + key, e);
        }
    }

    private StoredObject head(String key) {
        Map<String, String> metadata = client.headObject(
                        request -> request.bucket(where.bucket()).key(key))
                .metadata();
        return new StoredObject(metadata, null);
    }

    private StoredObject object(String key) {
        ResponseBytes<GetObjectResponse> object = client.getObjectAsBytes(
                request -> request.bucket(where.bucket()).key(key));
        return new StoredObject(object.response().metadata(), object.asByteArrayUnsafe());
    }

    private VerificationException unread(String what, SdkException e) {
        String server = where.endpoint() == null ? "" : " at " + where.endpoint();
        return new VerificationException(what + server + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        client.close();
    }
}
