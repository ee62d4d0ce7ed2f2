// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dedup.SeenIds.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeenIdsTest {
    private final SeenIds seen = new SeenIds();

    @Test
    void shouldTellWhatCameBefore() {
        assertThat(seen.see(1, 2, 10)).isEqualTo(Answer.NEW);
        assertThat(seen.see(1, 2, 11)).isEqualTo(Answer.REPEATED);
        assertThat(seen.see(1, 3, 12)).isEqualTo(Answer.NEW);
        assertThat(seen.see(1, 2, 10)).isEqualTo(Answer.ITSELF);
    }

    @Test
    void shouldTakeAnEarlierEventForTheFirst() {
        assertThat(seen.see(1, 2, 10)).isEqualTo(Answer.NEW);

        assertThat(seen.see(1, 2, 9)).isEqualTo(Answer.NEW);
        assertThat(seen.see(1, 2, 10)).isEqualTo(Answer.REPEATED);
    }

    @Test
    void shouldForgetUpToAnOffset() {
        assertThat(seen.see(1, 2, 10)).isEqualTo(Answer.NEW);
        assertThat(seen.see(1, 3, 11)).isEqualTo(Answer.NEW);

        seen.forget(10);

        assertThat(seen.see(1, 2, 12)).isEqualTo(Answer.NEW);
        assertThat(seen.see(1, 3, 13)).isEqualTo(Answer.REPEATED);
        assertThat(seen.see(1, 2, 14)).isEqualTo(Answer.REPEATED);
    }

    /** As a map would, also when ids share their place, the table grows, and most of it is forgotten. */
    @Property
    void shouldBeAMap(
            @ForAll @Size(max = 8_000) List<@IntRange(max = 6_000) Integer> ids, @ForAll @IntRange(min = 1) int every) {
        SeenIds table = new SeenIds();
        Map<Integer, Integer> map = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            int id = ids.get(i);
            Integer first = map.putIfAbsent(id, i);
            assertThat(table.see(id + 1, id % 50, i)).isEqualTo(first == null ? Answer.NEW : Answer.REPEATED);
            if (i % every == every - 1) {
                int upTo = i - i % 97;
                table.forget(upTo);
                map.values().removeIf(offset -> offset <= upTo);
            }
        }
    }
}
