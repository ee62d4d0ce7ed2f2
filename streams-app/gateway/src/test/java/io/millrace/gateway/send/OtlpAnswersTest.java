// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.gateway.answer.Problem;
import io.millrace.gateway.otlp.OtlpEncoding;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class OtlpAnswersTest {
    private static final List<Integer> REPEATED = List.of(429, 502, 503, 504);

    @Test
    void shouldLeavePartialSuccessUnsetWhenNothingWasRejected() throws Exception {
        Delivery full = delivery(2);
        acknowledge(full, 0);
        acknowledge(full, 1);

        assertThat(protobuf(full).hasPartialSuccess()).isFalse();
        assertThat(OtlpEncoding.JSON.answers().settled(full)).asString().isEqualTo("{}");
        assertThat(OtlpEncoding.PROTOBUF.answers().settled(delivery(0))).isEmpty();
    }

    @Test
    void shouldCountWhatWasRejectedAndSayWhyOfTheFirst() throws Exception {
        Delivery partial = delivery(200);
        for (int i = 0; i < 199; i++) {
            partial.rejected(i, RejectReason.MALFORMED, "a \"string\" is not UTF-8");
        }
        acknowledge(partial, 199);
        String message =
                "199 of 200 log records were rejected, the first at index 0: MALFORMED, a \"string\" is not UTF-8";

        assertThat(protobuf(partial).getPartialSuccess().getRejectedLogRecords())
                .isEqualTo(199);
        assertThat(protobuf(partial).getPartialSuccess().getErrorMessage()).isEqualTo(message);
        assertThat(new ObjectMapper().readTree(OtlpEncoding.JSON.answers().settled(partial)))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"partialSuccess\":{\"rejectedLogRecords\":\"199\",\"errorMessage\":\""
                                + message.replace("\"", "\\\"") + "\"}}"));
    }

    @Test
    void shouldSayHowManyAreToBeRepeated() {
        Delivery unsettled = delivery(3);
        acknowledge(unsettled, 0);
        unsettled.failed(1, new TimeoutException());
        unsettled.failed(2, new TimeoutException());

        for (OtlpEncoding encoding : OtlpEncoding.values()) {
            assertThat(new String(encoding.answers().unsettled(unsettled), UTF_8))
                    .contains("not-acknowledged", "2 of 3 log records");
        }
    }

    @Test
    void shouldLetClientsRepeatWhateverTheyMayRepeat() {
        List<Problem> mayRepeat = List.of(
                Problem.TOO_SLOW, Problem.QUOTA_EXCEEDED, Problem.INTERNAL, Problem.SHED, Problem.NOT_ACKNOWLEDGED);
        for (OtlpEncoding encoding : OtlpEncoding.values()) {
            for (Problem problem : Problem.values()) {
                assertThat(REPEATED.contains(encoding.answers().status(problem)))
                        .as(problem.label())
                        .isEqualTo(mayRepeat.contains(problem));
            }
        }
    }

    private static Delivery delivery(int events) {
        return new Delivery(events, complete -> {});
    }

    private static void acknowledge(Delivery delivery, int index) {
        delivery.acknowledged(index, new RecordMetadata(new TopicPartition("t", 0), index, 0, 0, 0, 0));
    }

    private static ExportLogsServiceResponse protobuf(Delivery delivery) throws Exception {
        return ExportLogsServiceResponse.parseFrom(
                OtlpEncoding.PROTOBUF.answers().settled(delivery));
    }
}
