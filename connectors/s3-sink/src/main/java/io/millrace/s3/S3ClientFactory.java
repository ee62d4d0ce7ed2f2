// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import io.millrace.sink.DeliveryConfig;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the client as configured. The SDK retries nothing: retries belong to the delivery loop, where they are seen. */
final class S3ClientFactory {
    private S3ClientFactory() {}

    static S3Client create(S3SinkConfig config) {
        return S3Client.builder()
                .region(Region.of(config.getString(S3SinkConfig.REGION)))
                .endpointOverride(config.endpoint())
                .forcePathStyle(config.getBoolean(S3SinkConfig.PATH_STYLE))
                // The object is in memory and its checksum known; signing it in chunks would double the cost of an
                // upload.
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .credentialsProvider(credentials(config))
                .httpClientBuilder(http(config))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new ExpectContinue())
                        .apiCallTimeout(config.timeout(S3SinkConfig.REQUEST_TIMEOUT_MS)))
                .build();
    }

    private static ApacheHttpClient.Builder http(S3SinkConfig config) {
        return ApacheHttpClient.builder()
                // One for each delivery thread.
                .maxConnections(config.getInt(DeliveryConfig.MAX_IN_FLIGHT))
                .connectionTimeout(config.timeout(S3SinkConfig.CONNECT_TIMEOUT_MS))
                .socketTimeout(config.timeout(S3SinkConfig.REQUEST_TIMEOUT_MS))
                .expectContinueEnabled(false);
    }

    private static AwsCredentialsProvider credentials(S3SinkConfig config) {
        String accessKey = config.getString(S3SinkConfig.ACCESS_KEY_ID);
        if (accessKey.isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        String secret = config.getPassword(S3SinkConfig.SECRET_ACCESS_KEY).value();
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secret));
    }
}
