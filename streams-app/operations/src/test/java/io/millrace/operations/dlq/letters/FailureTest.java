// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DeadLetter;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void shouldReadWhatTheStreamWrites() {
        Failure failure =
                Letters.ours("decode", null, "logs.events", 3, 40, "{}").failure();

        assertThat(failure)
                .isEqualTo(new Failure(
                        "MALFORMED",
                        "decode",
                        null,
                        new TopicPartition("logs.events", 3),
                        40,
                        1,
                        Letters.FAILED_AT,
                        Letters.RECORDED_AT,
                        null,
                        "java.lang.IllegalStateException",
                        "no",
                        false));
    }

    @Test
    void shouldReadWhatConnectWrites() {
        Failure failure = Letters.ofConnect("logs.batches", "2", "9", "search").failure();

        assertThat(failure)
                .isEqualTo(new Failure(
                        "SINK_REJECTED",
                        "sink",
                        "search",
                        new TopicPartition("logs.batches", 2),
                        9,
                        1,
                        Letters.FAILED_AT,
                        Letters.FAILED_AT,
                        null,
                        "org.apache.kafka.connect.errors.DataException",
                        "bad",
                        true));
    }

    @Test
    void shouldReadWhatKafkaStreamsWrites() {
        Failure failure = Letters.ofStreams("logs.events").failure();

        assertThat(failure.reason()).isEqualTo("SerializationException");
        assertThat(failure.at()).isEqualTo(new TopicPartition("logs.events", 1));
        assertThat(failure.offset()).isEqualTo(44);
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure.isOfSink()).isFalse();
    }

    /** Connect and Kafka Streams leave the header of an earlier attempt as it was; Millrace counts it up. */
    @Test
    void shouldCountTheAttemptThatHasJustFailed() {
        ParkedLetter letter = Letters.ofConnect("logs.redriven", "0", "1", "search");
        Letters.put(letter.letter().headers(), DeadLetter.ATTEMPTS, "2");

        assertThat(ParkedLetter.of(letter.letter()).failure().attempts()).isEqualTo(3);
    }

    @Test
    void shouldTakeHeadersWithoutSenseForMissingOnes() {
        Headers headers = new RecordHeaders();
        Letters.put(headers, DeadLetter.REASON, "MALFORMED");
        Letters.put(headers, DeadLetter.TOPIC, "logs.events");
        Letters.put(headers, DeadLetter.PARTITION, "-1");
        Letters.put(headers, DeadLetter.OFFSET, "many");

        Failure failure = Letters.letter(0, 0, "{}", headers).failure();

        assertThat(failure.isPlaced()).isFalse();
        assertThat(failure.timestamp()).isNegative();
        assertThat(failure.failedAt()).isEqualTo(Letters.FAILED_AT);
        assertThat(Letters.letter(0, 0, "{}", new RecordHeaders()).failure().isPlaced())
                .isFalse();
    }
}
