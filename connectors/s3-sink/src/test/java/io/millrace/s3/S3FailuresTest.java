// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.sink.Failures;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What only S3 knows; what all sinks share is in SinkContract. */
class S3FailuresTest {
    private final S3Failures failures = new S3Failures();

    @ParameterizedTest
    @CsvSource({
        "500, InternalError, RETRIABLE",
        "502, , RETRIABLE",
        "503, SlowDown, RETRIABLE",
        "503, ServiceUnavailable, RETRIABLE",
        "429, , RETRIABLE",
        "429, TooManyRequests, RETRIABLE",
        "400, RequestTimeout, RETRIABLE",
        "403, RequestTimeTooSkewed, RETRIABLE",
        "400, ExpiredToken, RETRIABLE",
        "409, OperationAborted, RETRIABLE",
        "400, BadDigest, RETRIABLE",
        "400, IncompleteBody, RETRIABLE",
        "400, XAmzContentChecksumMismatch, RETRIABLE",
        "408, , RETRIABLE",
        "425, , RETRIABLE",
        "499, , RETRIABLE",
        "507, , RETRIABLE",
        "400, Throttling, RETRIABLE",
        "501, NotImplemented, FATAL",
        "501, , FATAL",
        "501, SlowDown, RETRIABLE",
        "505, , FATAL",
        "413, , REFUSED",
        "413, EntityTooLarge, REFUSED",
        "307, TemporaryRedirect, FATAL",
        "403, AccessDenied, FATAL",
        "403, InvalidAccessKeyId, FATAL",
        "403, SignatureDoesNotMatch, FATAL",
        "403, , FATAL",
        "404, NoSuchBucket, FATAL",
        "404, , FATAL",
        "301, PermanentRedirect, FATAL",
        "400, InvalidRequest, FATAL",
        "405, MethodNotAllowed, FATAL",
        "400, EntityTooLarge, REFUSED",
        "400, KeyTooLongError, REFUSED",
        "400, MetadataTooLarge, REFUSED",
    })
    void shouldJudgeEachAnswer(int status, String code, Failures.Kind kind) {
        S3Exception.Builder answer = S3Exception.builder();
        answer.statusCode(status);
        if (code != null) {
            answer.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build());
        }

        assertThat(failures.classify(answer.build())).isEqualTo(kind);
    }

    @Test
    void shouldJudgeWhatComesWithoutAnAnswer() {
        assertThat(failures.classify(SdkClientException.create("Unable to execute HTTP request")))
                .isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(ApiCallTimeoutException.create(60_000))).isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(AbortedException.create("interrupted"))).isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(
                        NoSuchBucketException.builder().statusCode(404).build()))
                .isEqualTo(Failures.Kind.FATAL);
    }

    @Test
    void shouldNotWaitForCredentialsThatAreNowhere() {
        AwsCredentialsProviderChain chain = AwsCredentialsProviderChain.of(() -> {
            throw SdkClientException.create("AWS_ACCESS_KEY_ID is not set");
        });

        assertThatThrownBy(chain::resolveCredentials)
                .isInstanceOf(SdkClientException.class)
                .satisfies(e -> assertThat(failures.classify(e)).isEqualTo(Failures.Kind.FATAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unable to execute HTTP request: Connect to sts failed",
                "Received an UnknownHostException when attempting to interact with a service.",
                "no (Service: Sts, Status Code: 503, Request ID: null)",
            })
    void shouldWaitForASourceOfCredentialsThatIsConfiguredAndDoesNotAnswer(String said) {
        AwsCredentialsProviderChain chain = AwsCredentialsProviderChain.of(() -> {
            throw SdkClientException.create(said);
        });

        assertThatThrownBy(chain::resolveCredentials)
                .satisfies(e -> assertThat(failures.classify(e)).isEqualTo(Failures.Kind.RETRIABLE));
    }

    @Test
    void shouldWaitForCredentialsThatWereThereBefore() {
        AtomicBoolean away = new AtomicBoolean();
        AwsCredentialsProviderChain chain = AwsCredentialsProviderChain.of(() -> {
            if (away.get()) {
                throw SdkClientException.create("Failed to load credentials from IMDS.");
            }
            return AwsBasicCredentials.create("a", "s");
        });
        chain.resolveCredentials();
        away.set(true);

        assertThatThrownBy(chain::resolveCredentials)
                .satisfies(e -> assertThat(failures.classify(e)).isEqualTo(Failures.Kind.RETRIABLE));
    }

    @Test
    void shouldJudgeTheRegistryAndTheConfiguration() {
        assertThat(failures.classify(new RestClientException("busy", 500, 50001)))
                .isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(new ConfigException("s3.format", "avro", "no")))
                .isEqualTo(Failures.Kind.FATAL);
        assertThat(failures.classify(new UncheckedIOException(new java.io.IOException())))
                .isEqualTo(Failures.Kind.RETRIABLE);
    }
}
