// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ContiguousOffsetsTest {
    @Test
    void shouldHaveNothingToCommitBeforeTheFirstRecord() {
        assertThat(new ContiguousOffsets().committable()).isEmpty();
    }

    @Property
    void shouldStopAtTheFirstUnfinishedRecord(
            @ForAll @NotEmpty @Size(max = 60) Set<@LongRange(min = 0, max = 200) Long> handedOver,
            @ForAll Random random) {
        ContiguousOffsets offsets = new ContiguousOffsets();
        List<Long> ascending = handedOver.stream().sorted().toList();
        ascending.forEach(offsets::handedOver);
        List<Long> order = new ArrayList<>(handedOver);
        Collections.shuffle(order, random);
        Set<Long> unfinished = new HashSet<>(handedOver);

        for (long offset : order) {
            offsets.finished(offset);
            unfinished.remove(offset);

            long last = ascending.get(ascending.size() - 1);
            long expected = unfinished.stream().min(Long::compare).orElse(last + 1);
            assertThat(offsets.committable()).hasValue(expected);
            assertThat(offsets.allFinished()).isEqualTo(unfinished.isEmpty());
        }
    }

    @Test
    void shouldFinishARecordThatWasHandedOverTwice() {
        ContiguousOffsets offsets = new ContiguousOffsets();
        offsets.handedOver(5);
        offsets.handedOver(6);
        offsets.handedOver(5);

        offsets.finished(5);

        assertThat(offsets.committable()).hasValue(6);
    }
}
