// SPDX-License-Identifier: Apache-2.0
package io.millrace.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.AvroBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TailBuffersTest {
    private static final int LIMIT = 64 * 1024;

    private final HeapBudget budget = new HeapBudget(LIMIT);
    private final TailBuffers buffers = new TailBuffers(budget);

    @Test
    void shouldKeepAQuarterOfTheBudgetForTheNextBatchesAndNoMore() {
        List<AvroBuffer> lent = Stream.generate(buffers::lend).limit(32).toList();

        lent.forEach(buffers::giveBack);

        assertThat(HeapBudgets.used(budget, LIMIT)).isEqualTo(LIMIT / 4).isEqualTo(buffers.held());
        assertThat(lent).contains(buffers.lend());
        assertThat(HeapBudgets.used(budget, LIMIT)).isEqualTo(LIMIT / 4);
    }

    @Test
    void shouldLeaveNothingOfWhatIsSpilled() {
        List<AvroBuffer> lent = Stream.generate(buffers::lend).limit(32).toList();

        lent.forEach(buffers::release);

        assertThat(HeapBudgets.used(budget, LIMIT)).isZero();
    }

    @Test
    void shouldShareTheQuarterAmongAllTasks() {
        TailBuffers others = new TailBuffers(budget);
        Stream.generate(others::lend).limit(8).toList().forEach(others::giveBack);

        buffers.giveBack(buffers.lend());

        assertThat(buffers.held()).isZero();
        others.dropKept();
        buffers.giveBack(buffers.lend());
        assertThat(buffers.held()).isPositive();
    }
}
