// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.plan.figure.Interval;
import io.millrace.plan.rehearsal.EventSizes;
import io.millrace.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostsTest {
    private static final double CLOSE = 1e-9;
    private static final EventSizes SIZES = EventSizes.parse("--event-bytes", "200");

    @TempDir
    private Path folder;

    @Test
    void shouldAddWhatProcessesTakeWhateverTheRate() throws IOException {
        Cost cost = new Costs(List.of(paced()), SIZES).stream("latency", 1);

        // At 5,000 events/s these themselves take 0.005, 0.01 and 0.02 cores.
        assertInterval(cost.rest().value(), 0.01, 0.03, 0.055);
        assertInterval(cost.cores(10_000), 0.02, 0.05, 0.095);
    }

    @Test
    void shouldSayWhereItHasTheRestFromWhenTheFirstReportLacksIt() throws IOException {
        Report first = report("first", "\"median\": {\"cpuSecondsPerMillion\": 200, \"offeredPerSecond\": 5000}");

        Cost cost = new Costs(List.of(first, paced()), SIZES).stream("latency", 1);

        // Of events that cost as much as in the first, the second would not have had time for any rest.
        assertInterval(cost.rest().value(), 0.01, 0.03, 0.055);
        assertInterval(cost.cores(5_000), 1.01, 1.03, 1.055);
        assertThat(cost.origin().source())
                .containsSubsequence(
                        "latency-1-broker in", "first.json", "; at rest latency-1-broker in", "paced.json");
    }

    @Test
    void shouldKnowOfEachShippedProfileWhatItTakesAtRest() {
        Costs shipped = new Costs(List.of(), SIZES);

        for (String profile : Profiles.SHIPPED) {
            for (int copies : List.of(1, 3)) {
                assertThat(shipped.stream(profile, copies).rest().value().value())
                        .as(profile)
                        .isPositive();
                assertThat(shipped.brokers(profile, copies).rest().value().value())
                        .as(profile)
                        .isPositive();
            }
        }
    }

    private Report paced() throws IOException {
        return report("paced", """
                "median": {"cpuSecondsPerMillion": 2, "offeredPerSecond": 5000, "streamCores": 0.04},
                "least": {"cpuSecondsPerMillion": 1, "streamCores": 0.03},
                "most": {"cpuSecondsPerMillion": 4, "streamCores": 0.06}
                """);
    }

    private Report report(String name, String figures) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, "{\"machine\": {}, \"runs\": {\"latency-1-broker\": {" + figures + "}}}");
        return Report.read(file);
    }

    private static void assertInterval(Interval interval, double least, double value, double most) {
        assertThat(interval.least()).isCloseTo(least, within(CLOSE));
        assertThat(interval.value()).isCloseTo(value, within(CLOSE));
        assertThat(interval.most()).isCloseTo(most, within(CLOSE));
    }
}
