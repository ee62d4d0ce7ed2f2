// SPDX-License-Identifier: Apache-2.0
package io.millrace.dedup;

import static org.assertj.core.api.Assertions.assertThat;

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
    void shouldTellWhoWasFirst() {
        assertThat(seen.first(1, 2, 10)).isEqualTo(10);
        assertThat(seen.first(1, 2, 11)).isEqualTo(10);
        assertThat(seen.first(1, 3, 12)).isEqualTo(12);
        assertThat(seen.first(1, 2, 10)).isEqualTo(10);
        assertThat(seen.size()).isEqualTo(2);
    }

    @Test
    void shouldTakeAnEventReadAgainForTheFirst() {
        long unused = seen.first(1, 2, 10);

        assertThat(seen.first(1, 2, 9)).isEqualTo(9);
        assertThat(seen.first(1, 2, 10)).isEqualTo(9);
    }

    @Test
    void shouldNotForgetWhatCameAgainLater() {
        long unused = seen.first(1, 2, 10);

        seen.forget(1, 2, 9);
        assertThat(seen.first(1, 2, 11)).isEqualTo(10);
        seen.forget(1, 2, 10);

        assertThat(seen.first(1, 2, 11)).isEqualTo(11);
    }

    /** As a map would, also when ids share their slot and the table grows. */
    @Property
    void shouldBeAMap(@ForAll @Size(max = 5_000) List<@IntRange(max = 4_000) Integer> ids) {
        SeenIds table = new SeenIds();
        Map<Integer, Long> map = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            int id = ids.get(i);
            if (i % 3 == 2) {
                table.forget(id + 1, slot(id), i);
                map.remove(id);
            } else {
                map.putIfAbsent(id, (long) i);
                assertThat(table.first(id + 1, slot(id), i)).isEqualTo(map.get(id));
            }
            assertThat(table.size()).isEqualTo(map.size());
        }
    }

    private static long slot(int id) {
        return id % 50;
    }
}
