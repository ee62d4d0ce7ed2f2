// SPDX-License-Identifier: Apache-2.0
package io.millrace.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long events wait for company, by a clock of whole milliseconds and without what brokers and processors add. */
class ShortWaitTest {
    private static final long T = TestPipeline.NOW.toEpochMilli();
    private static final int MILLIS = 1_000;

    /** Seldom at the moment of a tick. */
    private static final int BETWEEN_EVENTS_MS = 3;

    @TempDir
    Path folder;

    @Test
    void shouldKeepABatchOfTenMillisecondsNoLongerThanFifteen() throws Exception {
        // When
        List<Long> waits = waits(10);

        // Then
        assertThat(waits).hasSizeGreaterThan(MILLIS / 4).allSatisfy(wait -> assertThat(wait)
                .isLessThanOrEqualTo(15));
        assertThat(waits.get(waits.size() / 2)).isLessThanOrEqualTo(8);
    }

    /** In order of length. */
    private List<Long> waits(long maxAgeMs) throws Exception {
        Map<String, String> settings = Map.of("format", "JSON", "max.age.ms", Long.toString(maxAgeMs));
        List<Long> waits = new ArrayList<>();
        try (TestPipeline pipeline = new TestPipeline(folder, settings)) {
            for (long now = T; now < T + MILLIS; now++) {
                if (now % BETWEEN_EVENTS_MS == 0) {
                    pipeline.send(null, "{}".getBytes(UTF_8), now);
                }
                pipeline.passTime(Duration.ofMillis(1));
                for (EventBatch batch : pipeline.batches()) {
                    for (EventCursor event = batch.events(); event.next(); ) {
                        waits.add(now + 1 - event.timestamp());
                    }
                }
            }
        }
        waits.sort(null);
        return waits;
    }
}
