// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.dlq.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.dlq.letters.Failure;
import io.millrace.operations.dlq.letters.Letters;
import io.millrace.operations.dlq.letters.ParkedLetter;
import io.millrace.schemas.DeadLetter;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private static final RecordMetadata REDRIVEN =
            new RecordMetadata(new TopicPartition("logs.redriven", 1), 77, 0, 0, 0, 0);

    private static Failure failure(String sink, String topic, int partition, long offset, String batchId) {
        ParkedLetter letter = Letters.ours("sink", sink, topic, partition, offset, "{}");
        if (batchId != null) {
            Letters.put(letter.letter().headers(), DeadLetter.BATCH_ID, batchId);
        }
        return ParkedLetter.of(letter.letter()).failure();
    }

    /** As a whole it was refused at first, and now some of what is in it. */
    @Test
    void shouldKnowTheEventsOfABatchThatWasSentBack() {
        Failure before = failure("search", "logs.batches", 1, 40, "logs.events-3-5-9");

        assertThat(Outcomes.isOf(failure("search", "logs.events", 3, 7, "logs.events-3-5-9"), before, REDRIVEN))
                .isTrue();
        assertThat(Outcomes.isOf(failure("search", "logs.events", 3, 7, "logs.events-3-10-19"), before, REDRIVEN))
                .isFalse();
        assertThat(Outcomes.isOf(failure("lake", "logs.events", 3, 7, "logs.events-3-5-9"), before, REDRIVEN))
                .as("that of another sink")
                .isFalse();
    }

    @Test
    void shouldKnowWhatIsRefusedAgainAsItWas() {
        Failure batch = failure("search", "logs.batches", 1, 40, null);
        Failure event = failure("search", "logs.events", 3, 7, "logs.events-3-5-9");

        assertThat(Outcomes.isOf(failure("search", "logs.redriven", 1, 77, null), batch, REDRIVEN))
                .isTrue();
        assertThat(Outcomes.isOf(failure("search", "logs.redriven", 1, 78, null), batch, REDRIVEN))
                .isFalse();
        assertThat(Outcomes.isOf(failure("search", "logs.events", 3, 7, "redriven-1"), event, REDRIVEN))
                .isTrue();
        assertThat(Outcomes.isOf(failure("search", "logs.events", 3, 8, "redriven-1"), event, REDRIVEN))
                .isFalse();
    }
}
