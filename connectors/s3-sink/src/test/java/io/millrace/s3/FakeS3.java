// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A bucket in memory. */
final class FakeS3 implements S3Client {
    /** An object as it was put; equal when a reader could not tell it from the other. */
    record Stored(PutObjectRequest request, String hexBytes) {
        byte[] bytes() {
            return java.util.HexFormat.of().parseHex(hexBytes);
        }
    }

    final Map<String, Stored> objects = new ConcurrentHashMap<>();

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            String hex = java.util.HexFormat.of().formatHex(in.readAllBytes());
            objects.put(request.key(), new Stored(request, hex));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PutObjectResponse.builder().eTag("\"e\"").build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        objects.clear();
    }
}
