// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class TopicSizesTest {
    private static final int MIB = 1024 * 1024;
    private static final int KIB = 1024;

    @Test
    void shouldGiveTheSinkRoomForTheLargestBatch() {
        assertThat(new TopicSizes(4 * MIB).whenNew(TopicRole.SINK, role -> 0)).isEqualTo(4 * MIB + 64 * KIB);
        assertThat(new TopicSizes(10 * KIB).whenNew(TopicRole.SINK, role -> 0)).isEqualTo(MIB);
        assertThat(new TopicSizes(10 * KIB).least(TopicRole.SINK, role -> 0)).isEqualTo(74 * KIB);
    }

    @Test
    void shouldGiveDeadLettersRoomForEventsAndBatches() {
        assertThat(whenNew(taking(MIB, 4 * MIB))).isEqualTo(32 * MIB);
        assertThat(whenNew(taking(MIB, 40 * MIB))).isEqualTo(40 * MIB + 64 * KIB);
        assertThat(whenNew(taking(90 * MIB, MIB))).isEqualTo(90 * MIB + 64 * KIB);
        assertThat(whenNew(taking(Integer.MAX_VALUE, MIB))).isEqualTo(Integer.MAX_VALUE);
        assertThat(new TopicSizes(MIB).least(TopicRole.DLQ, taking(MIB, 4 * MIB)))
                .isEqualTo(4 * MIB + 32 * KIB);
    }

    @Test
    void shouldMakeEveryTopicAsLargeAsItMustBe() {
        TopicSizes sizes = new TopicSizes(40 * MIB);

        assertThat(TopicRole.values()).allSatisfy(role -> assertThat(sizes.whenNew(role, taking(9 * MIB, 41 * MIB)))
                .isGreaterThanOrEqualTo(sizes.least(role, taking(9 * MIB, 41 * MIB))));
    }

    private static long whenNew(ToLongFunction<TopicRole> takes) {
        return new TopicSizes(MIB).whenNew(TopicRole.DLQ, takes);
    }

    private static ToLongFunction<TopicRole> taking(int source, int sink) {
        return role -> role == TopicRole.SOURCE ? source : sink;
    }
}
