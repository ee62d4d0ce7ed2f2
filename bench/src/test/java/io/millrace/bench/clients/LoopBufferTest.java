// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopBufferTest {
    private static final byte[] EVENT = {1, 2, 3};

    private final LoopBuffer buffer = new LoopBuffer(2, 12);

    @Test
    void shouldCommitTheFirstEventThatIsOnTheHeapOnly() {
        buffer.add(7, EVENT);
        buffer.add(8, EVENT);

        assertThat(buffer.commits()).isEqualTo(7);
    }

    @Test
    void shouldCommitTheNextEventWhenNoneIsOnTheHeap() {
        buffer.add(7, EVENT);
        buffer.add(9, EVENT);

        byte[] batch = buffer.take();

        assertThat(batch).hasSize(8);
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.commits()).isEqualTo(10);
    }

    @Test
    void shouldBeFullByEventsOrByBytes() {
        buffer.add(0, EVENT);

        assertThat(buffer.isFull()).isFalse();
        assertThat(buffer.isTooFullFor(EVENT)).isFalse();
        assertThat(buffer.isTooFullFor(new byte[4])).isTrue();

        buffer.add(1, EVENT);

        assertThat(buffer.isFull()).isTrue();
    }

    @Test
    void shouldTakeAnEventThatIsLargerThanAnyBatch() {
        assertThat(buffer.isTooFullFor(new byte[100])).isFalse();
    }
}
