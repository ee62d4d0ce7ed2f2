// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RetentionWatchTest {
    private static final TopicPartition PARTITION = new TopicPartition("p.events", 0);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
    private final List<Long> missed = new ArrayList<>();
    private final Consumer<byte[], byte[]> watched = RetentionWatch.over(kafka, missed::add);

    @Test
    void shouldCountWhatRetentionRemovedWhileNobodyWasThere() {
        assign(20, 70);

        read(70, 71);
        read(72);

        assertThat(missed).containsExactly(50L);
    }

    @Test
    void shouldCountWhatRetentionRemovedUnderARunningConsumer() {
        assign(0, 0);
        read(0, 1, 2);
        kafka.updateBeginningOffsets(Map.of(PARTITION, 10L));

        read(10);

        assertThat(missed).containsExactly(7L);
    }

    @Test
    void shouldNotTakeTransactionMarkersForMissedEvents() {
        assign(3, 0);

        read(5, 6);
        read(9);

        assertThat(missed).isEmpty();
    }

    @Test
    void shouldNotMissWhatWasThereBeforeThePipeline() {
        kafka.assign(Set.of(PARTITION));
        kafka.updateBeginningOffsets(Map.of(PARTITION, 70L));

        read(70);

        assertThat(missed).isEmpty();
    }

    @Test
    void shouldCountNothingTwiceWhenItIsReadAgain() {
        assign(20, 70);
        read(70, 71);
        kafka.seek(PARTITION, 70);

        read(70, 71, 72);

        assertThat(missed).containsExactly(50L);
    }

    private void assign(long committed, long beginning) {
        kafka.assign(Set.of(PARTITION));
        kafka.updateBeginningOffsets(Map.of(PARTITION, beginning));
        kafka.commitSync(Map.of(PARTITION, new OffsetAndMetadata(committed)));
    }

    private void read(long... offsets) {
        for (long offset : offsets) {
            kafka.addRecord(new ConsumerRecord<>("p.events", 0, offset, new byte[0], new byte[0]));
        }
        kafka.seek(PARTITION, offsets[0]);
        assertThat(watched.poll(Duration.ZERO).count()).isEqualTo(offsets.length);
    }
}
