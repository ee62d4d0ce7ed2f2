// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryCauseTest {
    static Stream<Arguments> failures() {
        Exception noConnection = new ConnectException("refused");
        return Stream.of(
                Arguments.of(new HttpTimeoutException("late"), RetryCause.TIMEOUT),
                Arguments.of(new IllegalStateException(new TimeoutException()), RetryCause.TIMEOUT),
                Arguments.of(new IOException(new SocketTimeoutException()), RetryCause.TIMEOUT),
                Arguments.of(new SQLTimeoutException(), RetryCause.TIMEOUT),
                Arguments.of(noConnection, RetryCause.UNREACHABLE),
                Arguments.of(
                        new SQLTransientConnectionException("no connection", noConnection), RetryCause.UNREACHABLE),
                Arguments.of(new RestClientException("busy", 503, 50301), RetryCause.REGISTRY),
                Arguments.of(new RetriableException(new RestClientException("busy", 503, 50301)), RetryCause.REGISTRY),
                Arguments.of(new BatchDelivery.NotAllTakenException(noConnection), RetryCause.PARTLY_TAKEN),
                Arguments.of(new IllegalStateException("503"), RetryCause.ANSWER));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldJudgeByTheChainOfCauses(Exception failure, RetryCause cause) {
        assertThat(RetryCause.ofDelivery(failure)).isEqualTo(cause);
    }
}
