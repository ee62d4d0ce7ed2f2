// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.internals.TimeWindow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollupTest {
    /** The first and the last window of each time, and all within a slice, are those of Kafka Streams. */
    @ParameterizedTest
    @CsvSource({"60, 60", "60, 20", "60, 25", "7, 3", "5, 1"})
    void shouldKnowTheWindowsOfKafkaStreams(long window, long advance) {
        Rollup rollup = new Rollup("r", List.of(), window, advance, 0, 0, List.of(), false);
        TimeWindows windows = TimeWindows.ofSizeWithNoGrace(java.time.Duration.ofMillis(window))
                .advanceBy(java.time.Duration.ofMillis(advance));

        LongStream.range(0, 500).forEach(timestamp -> {
            TreeMap<Long, TimeWindow> of = windows(windows, timestamp);
            assertThat(rollup.firstWindowEnd(timestamp))
                    .isEqualTo(of.firstEntry().getValue().end());
            assertThat(rollup.lastWindowEnd(timestamp))
                    .isEqualTo(of.lastEntry().getValue().end());
            assertThat(windows(windows, timestamp - timestamp % rollup.sliceMs()))
                    .isEqualTo(of);
        });
    }

    private static TreeMap<Long, TimeWindow> windows(TimeWindows windows, long timestamp) {
        Map<Long, TimeWindow> found = windows.windowsFor(timestamp);
        return new TreeMap<>(found);
    }
}
