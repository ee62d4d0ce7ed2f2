// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What the start says of a bucket that it cannot see, with the real SDK and nobody at the other end. */
class S3SinkTaskTest {
    private final Queue<SubstituteLoggingEvent> lines = new ArrayDeque<>();

    private void start(AwsCredentialsProvider credentials) {
        try (S3Client client = S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://localhost:1"))
                .forcePathStyle(true)
                .credentialsProvider(credentials)
                .build()) {
            S3Place place = new S3Place("lake", null, "us-east-1");
            S3Writer writer = new S3Writer(client, place, "", null);
            new S3SinkTask()
                    .checkBucket(
                            writer, place, new EventRecordingLogger(new SubstituteLogger("task", lines, false), lines));
        }
    }

    @Test
    void shouldRefuseToStartWithoutCredentials() {
        AwsCredentialsProvider none = AwsCredentialsProviderChain.of(() -> {
            throw SdkClientException.create("AWS_ACCESS_KEY_ID is not set");
        });

        assertThatThrownBy(() -> start(none))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("There are no credentials for the bucket lake: set s3.access.key.id")
                .hasMessageContaining("AWS_ACCESS_KEY_ID is not set");
        assertThat(lines).isEmpty();
    }

    @Test
    void shouldStartWhenThereIsNoAnswerYet() {
        start(() -> AwsBasicCredentials.create("a", "s"));

        SubstituteLoggingEvent line = lines.remove();
        assertThat(line.getLevel()).isEqualTo(Level.WARN);
        assertThat(line.getMessage()).contains("The bucket does not answer yet");
    }
}
