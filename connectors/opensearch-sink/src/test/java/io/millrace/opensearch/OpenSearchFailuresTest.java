// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.opensearch.client.AnswerException;
import io.millrace.sink.Failures;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What only OpenSearch knows of whole requests; what all sinks share is in SinkContract. */
class OpenSearchFailuresTest {
    private final OpenSearchFailures failures = new OpenSearchFailures();

    @ParameterizedTest
    @CsvSource({
        "429, rejected_execution_exception, RETRIABLE",
        "429, circuit_breaking_exception, RETRIABLE",
        "429, cluster_block_exception, RETRIABLE",
        "403, cluster_block_exception, RETRIABLE",
        "400, index_closed_exception, RETRIABLE",
        "400, validation_exception, RETRIABLE",
        "500, exception, RETRIABLE",
        "502, '', RETRIABLE",
        "503, unavailable_shards_exception, RETRIABLE",
        "504, '', RETRIABLE",
        "408, '', RETRIABLE",
        "425, '', RETRIABLE",
        "499, '', RETRIABLE",
        "501, '', FATAL",
        "505, '', FATAL",
        "301, '', FATAL",
        "400, illegal_argument_exception, FATAL",
        "400, action_request_validation_exception, FATAL",
        "401, security_exception, FATAL",
        "401, '', FATAL",
        "403, security_exception, FATAL",
        "403, '', FATAL",
        "404, index_not_found_exception, FATAL",
        "404, '', FATAL",
        "405, '', FATAL",
        "406, '', FATAL",
        "413, '', FATAL",
    })
    void shouldJudgeEachAnswer(int status, String type, Failures.Kind kind) {
        assertThat(failures.classify(new AnswerException(status, type, ""))).isEqualTo(kind);
    }

    @Test
    void shouldWaitForFreshCredentials() {
        assertThat(failures.classify(
                        new AnswerException(403, "", "The security token included in the request is expired")))
                .isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(
                        SdkClientException.create("Unable to execute HTTP request: Connect to sts failed")))
                .isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(SdkClientException.create("Unable to load credentials from any of the providers")))
                .isEqualTo(Failures.Kind.FATAL);
    }

    @Test
    void shouldJudgeWhatComesWithoutAnAnswer() {
        assertThat(failures.classify(new HttpTimeoutException("60 s"))).isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(new UncheckedIOException(new java.io.IOException())))
                .isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(new RestClientException("busy", 500, 50001)))
                .isEqualTo(Failures.Kind.RETRIABLE);
        assertThat(failures.classify(new ConfigException("no"))).isEqualTo(Failures.Kind.FATAL);
    }
}
