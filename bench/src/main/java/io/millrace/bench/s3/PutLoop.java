// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.s3;

import io.millrace.bench.data.JsonClicks;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import io.millrace.local.server.S3Server;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One thread that uploads a ready object under ever new keys, by a client with the sink's settings: what is left when a
 * sink does nothing but PUT.
 */
public final class PutLoop implements Subject {
    static final String ENDPOINT = "endpoint";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    private final Spec spec;
    private final int events;
    private S3Client client;
    private OneThread thread;

    public PutLoop(Spec spec) {
        this.spec = spec;
        this.events = (int) spec.number(Spec.BATCH_EVENTS);
    }

    @Override
    public void start() throws IOException {
        byte[] object = GzipLoop.gzip(JsonClicks.lines(events, (int) spec.number(LoopRun.EVENT_BYTES)));
        client = client(URI.create(spec.text(ENDPOINT)));
        String sha256 = sha256(object);
        AtomicInteger number = new AtomicInteger();
        thread = new OneThread(() -> put(object, sha256, number.getAndIncrement()), events);
        thread.start();
    }

    private void put(byte[] object, String sha256, int number) {
        client.putObject(
                request -> request.bucket(S3Server.BUCKET)
                        .key("%s/%08d.jsonl.gz".formatted(spec.text(Spec.RUN), number))
                        .contentType("application/gzip")
                        .checksumSHA256(sha256),
                RequestBody.fromBytes(object));
    }

    private static String sha256(byte[] object) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(object));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** As the sink makes its own. */
    private static S3Client client(URI endpoint) {
        return S3Client.builder()
                .region(Region.of(S3Server.REGION))
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(REQUEST_TIMEOUT))
                .overrideConfiguration(override ->
                        override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(REQUEST_TIMEOUT))
                .build();
    }

    @Override
    public long processed() {
        return thread.processed();
    }

    @Override
    public long stop() throws InterruptedException {
        return thread.stop();
    }
}
