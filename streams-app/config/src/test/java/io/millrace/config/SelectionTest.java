// SPDX-License-Identifier: Apache-2.0
package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which settings choose the events of batches, where batches are. */
class SelectionTest {
    private static final Map<String, String> PLAIN =
            Map.of("routes", "level matches \"E.*\" -> drop", "dedup.by", "id");
    private static final Map<String, String> GROUPED =
            Map.of("routes", "level = 1 -> drop", "dedup.by", "id", "group.by", "key");

    private static long of(Map<String, String> settings, String... more) {
        Map<String, String> all = new HashMap<>(Map.of("pipelines", "p"));
        settings.forEach((key, value) -> all.put("pipelines.p." + key, value));
        for (int i = 0; i < more.length; i += 2) {
            all.put("pipelines.p." + more[i], more[i + 1]);
        }
        return MillraceConfig.of(all).pipeline("p").selection();
    }

    /** It is stored, so it must be the same in another process and release. */
    @Test
    void shouldStayWhatItIs() {
        assertThat(of(PLAIN)).isEqualTo(2_223_508_102L);
    }

    @Test
    void shouldDifferWhereOtherEventsAreBatched() {
        for (String[] change : new String[][] {
            {"routes", "level matches \"F.*\" -> drop"},
            {"routes", "level matches \"E.*\" -> batch"},
            {"routes", "level matches \"E.*\" -> batch to errors"},
            {"dedup.by", "id, header attempt"},
            {"dedup.window.ms", "7"},
            {"format", "JSON"},
            {"timestamp.field", "ts"},
            {"timestamp.min.ms", "7"},
            {"late", "dead-letter"}
        }) {
            assertThat(of(PLAIN, change)).as(change[0]).isNotEqualTo(of(PLAIN));
        }
        assertThat(of(PLAIN, "late", "dead-letter", "grace.ms", "7")).isNotEqualTo(of(PLAIN, "late", "dead-letter"));
    }

    @Test
    void shouldNotDifferForLimits() {
        assertThat(of(PLAIN, "batch.max.events", "7", "max.age.ms", "77", "window.ms", "7", "grace.ms", "7"))
                .isEqualTo(of(PLAIN));
    }

    /** What is decided before the repartition topic is decided once. */
    @Test
    void shouldDependWithGroupsOnWhatIsDecidedBehindThem() {
        assertThat(of(GROUPED, "routes", "", "dedup.by", "", "timestamp.field", "ts"))
                .isEqualTo(of(GROUPED));
        assertThat(of(GROUPED, "late", "dead-letter")).isNotEqualTo(of(GROUPED));
        assertThat(of(GROUPED, "dedup.scope", "group")).isNotEqualTo(of(GROUPED));
        assertThat(of(GROUPED, "dedup.scope", "group", "dedup.by", "other"))
                .isNotEqualTo(of(GROUPED, "dedup.scope", "group"));
    }
}
