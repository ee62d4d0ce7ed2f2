// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.operations.reset.ResetPosition.Kind;
import io.millrace.operations.reset.SourceOffsets.Bounds;
import io.millrace.operations.verify.account.Conservation;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Offsets 10 to 29 of a partition, read up to 24; all before 20 is accounted for but 15 and 16, and of the others 22. */
class SourceOffsetsTest {
    private static final TopicPartition PARTITION = new TopicPartition("in", 0);
    private static final SourceOffsets SOURCE = new SourceOffsets("in", Map.of(0, new Bounds(10, 30)));
    private static final Map<TopicPartition, OffsetAndMetadata> COMMITTED =
            Map.of(PARTITION, new OffsetAndMetadata(25, "the drain it was committed with"));

    private static Unaccounted unaccounted() {
        Conservation books = new Conservation("in");
        for (long offset = 10; offset < 30; offset++) {
            books.produced(0, offset, offset);
            boolean isOpen = offset == 15 || offset == 16 || (offset >= 20 && offset != 22);
            if (!isOpen) {
                books.routed(0, offset, offset);
            }
        }
        books.source(0, 10, 30, 30);
        return Unaccounted.of(books.balance(null, List.of(), true));
    }

    private static PartitionReset reset(Kind kind, Map<Integer, Long> offsets, Unaccounted unaccounted) {
        return SOURCE.resets(COMMITTED, new ResetPosition(kind, offsets), unaccounted)
                .get(0);
    }

    @Test
    void shouldReadAllAgainFromTheEarliestWithoutLooking() {
        assertThat(reset(Kind.EARLIEST, Map.of(), null)).isEqualTo(new PartitionReset(PARTITION, 25, 10, 10, -1, 15));
    }

    @Test
    void shouldLoseNothingFromTheFirstMissingEventOn() {
        assertThat(reset(Kind.FIRST_MISSING, Map.of(), unaccounted()))
                .isEqualTo(new PartitionReset(PARTITION, 25, 10, 15, 0, 4));
    }

    @Test
    void shouldLoseWhatIsOpenAtTheCommittedOffset() {
        assertThat(reset(Kind.COMMITTED, Map.of(), unaccounted()))
                .isEqualTo(new PartitionReset(PARTITION, 25, 10, 25, 6, 0));
    }

    @Test
    void shouldCountBothAtAnOffsetThatIsNamed() {
        assertThat(reset(Kind.OFFSETS, Map.of(0, 17L), unaccounted()))
                .isEqualTo(new PartitionReset(PARTITION, 25, 10, 17, 2, 4));
    }

    @Test
    void shouldBeginAtTheBeginningWhenNothingWasCommitted() {
        assertThat(SOURCE.resets(Map.of(), new ResetPosition(Kind.COMMITTED, Map.of()), unaccounted()))
                .containsExactly(new PartitionReset(PARTITION, -1, 10, 10, 0, 0));
    }

    @Test
    void shouldRefuseOffsetsThatTheTopicDoesNotHold() {
        assertThatExceptionOfType(ResetRefusedException.class)
                .isThrownBy(() -> reset(Kind.OFFSETS, Map.of(0, 31L), unaccounted()))
                .withMessageContaining("offset 31 of in-0, which holds offsets from 10 on and ends before 30");
        assertThatExceptionOfType(ResetRefusedException.class)
                .isThrownBy(() -> reset(Kind.OFFSETS, Map.of(1, 20L), unaccounted()))
                .withMessageContaining("names the partitions [1], and the topic in has [0]");
    }
}
