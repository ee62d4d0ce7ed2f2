// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.plan.figure.Interval;
import io.millrace.plan.rehearsal.EventSizes;
import io.millrace.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostsTest {
    private static final double CLOSE = 1e-9;
    private static final EventSizes SIZES = EventSizes.parse("--event-bytes", "200");

    @TempDir
    private Path folder;

    @Test
    void shouldTakeAtItsRateWhatWasSeenAndForMoreEventsWhatTheyCost() throws IOException {
        Cost cost = new Costs(List.of(paced()), SIZES).stream("latency", 1);

        assertInterval(cost.cores(5_000), 0.02, 0.04, 0.08);
        assertInterval(cost.cores(10_000), 0.025, 0.05, 0.1);
        assertInterval(cost.cores(0), 0, 0.03, 0.075);
    }

    @Test
    void shouldTakeLargerEventsForMoreOfThem() throws IOException {
        Costs large = new Costs(List.of(paced()), EventSizes.parse("--event-bytes", "1000"));
        double factor = large.stream("latency", 1).perMillion().value().value() / 2;

        assertThat(factor).isGreaterThan(1);
        assertInterval(large.stream("latency", 1).cores(5_000 / factor), 0.02, 0.04, 0.08);
    }

    @Test
    void shouldSayWhereItHasTheRestFromWhenTheFirstReportLacksIt() throws IOException {
        Report first = report("first", "{\"cpuSecondsPerMillion\": 200, \"offeredPerSecond\": 5000}");

        Cost cost = new Costs(List.of(first, paced()), SIZES).stream("latency", 1);

        // Of events that cost as much as in the first, the second would not have had time for any rest.
        assertInterval(cost.cores(0), 0, 0.03, 0.075);
        assertInterval(cost.cores(5_000), 1, 1.03, 1.075);
        assertThat(cost.origin().source())
                .containsSubsequence(
                        "latency-1-broker in", "first.json", "; at rest latency-1-broker in", "paced.json");
    }

    @Test
    void shouldKnowOfEachShippedProfileWhatItTakesAtRest() {
        Costs shipped = new Costs(List.of(), SIZES);

        for (String profile : Profiles.SHIPPED) {
            for (int copies : List.of(1, 3)) {
                assertThat(shipped.stream(profile, copies).cores(0).value())
                        .as(profile)
                        .isPositive();
                assertThat(shipped.brokers(profile, copies).cores(0).value())
                        .as(profile)
                        .isPositive();
            }
        }
    }

    @Test
    void shouldRefuseAReportWithAFigureThatCannotBe() throws IOException {
        Report none = report("none", "{\"cpuSecondsPerMillion\": 0}");

        assertThatThrownBy(() -> new Costs(List.of(none), SIZES).stream("latency", 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("none.json", "cpuSecondsPerMillion of latency-1-broker", "above 0");
    }

    private Report paced() throws IOException {
        return report("paced", """
                {"cpuSecondsPerMillion": 1, "offeredPerSecond": 5000, "streamCores": 0.02},
                {"cpuSecondsPerMillion": 4, "offeredPerSecond": 5000, "streamCores": 0.08}
                """);
    }

    private Report report(String name, String rounds) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, "{\"machine\": {}, \"runs\": {\"latency-1-broker\": {\"rounds\": [" + rounds + "]}}}");
        return Report.read(file);
    }

    private static void assertInterval(Interval interval, double least, double value, double most) {
        assertThat(interval.least()).isCloseTo(least, within(CLOSE));
        assertThat(interval.value()).isCloseTo(value, within(CLOSE));
        assertThat(interval.most()).isCloseTo(most, within(CLOSE));
    }
}
