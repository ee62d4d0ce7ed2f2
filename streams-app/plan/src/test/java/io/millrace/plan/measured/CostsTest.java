// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.measured;

import static io.millrace.schemas.PayloadFormat.AVRO;
import static io.millrace.schemas.PayloadFormat.JSON;
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
        Cost cost = new Costs(List.of(paced()), SIZES).stream("latency", 1, AVRO);

        assertInterval(cost.cores(5_000), 0.02, 0.04, 0.08);
        assertInterval(cost.cores(10_000), 0.025, 0.05, 0.1);
        assertInterval(cost.cores(0), 0, 0.03, 0.075);
    }

    @Test
    void shouldTakeBetweenTwoRatesTheStraightLine() throws IOException {
        Report three = report("three", """
                {"cpuSecondsPerMillion": 2, "offeredPerSecond": 5000,
                 "streamCoresAt500": 0.2, "streamCoresAt2000": 0.5, "streamCores": 0.6}
                """);

        Cost cost = new Costs(List.of(three), SIZES).stream("latency", 1, AVRO);

        assertInterval(cost.cores(0), 0.199, 0.199, 0.199);
        assertInterval(cost.cores(500), 0.2, 0.2, 0.2);
        assertInterval(cost.cores(1_000), 0.3, 0.3, 0.3);
        assertInterval(cost.cores(3_500), 0.55, 0.55, 0.55);
        assertInterval(cost.cores(6_000), 0.602, 0.602, 0.602);
    }

    @Test
    void shouldAddToWhatWasSeenWhatLargerEventsCost() throws IOException {
        Costs large = new Costs(List.of(paced()), EventSizes.parse("--event-bytes", "1000"));
        double more = large.stream("latency", 1, AVRO).perMillion().value().value() / 2 - 1;

        assertThat(more).isPositive();
        assertInterval(
                large.stream("latency", 1, AVRO).cores(5_000),
                0.02 + more * 0.005,
                0.04 + more * 0.01,
                0.08 + more * 0.02);
    }

    @Test
    void shouldTakeForJsonWhatItCostsBesideAvroInOneReport() throws IOException {
        Report avroOnly = write("faster", """
                "batch-5000": {"rounds": [{"cpuSecondsPerMillion": 0.1}]}
                """);
        Report both = write("both", """
                "batch-5000": {"rounds": [{"cpuSecondsPerMillion": 1}]},
                "batch-5000-json": {"rounds": [{"cpuSecondsPerMillion": 3}]}
                """);

        Cost cost = new Costs(List.of(avroOnly, both, paced()), SIZES).stream("latency", 1, JSON);

        assertInterval(cost.perMillion().value(), 3, 6, 12);
        assertInterval(cost.cores(5_000), 0.02 + 0.01, 0.04 + 0.02, 0.08 + 0.04);
    }

    @Test
    void shouldSayWhereItHasTheRestFromWhenTheFirstReportLacksIt() throws IOException {
        Report first = report("first", "{\"cpuSecondsPerMillion\": 200, \"offeredPerSecond\": 5000}");

        Cost cost = new Costs(List.of(first, paced()), SIZES).stream("latency", 1, AVRO);

        // Of events that cost as much as in the first, the second would not have had time for any rest.
        assertInterval(cost.cores(0), 0, 0.03, 0.075);
        assertInterval(cost.cores(5_000), 1, 1.03, 1.075);
        assertThat(cost.origin().source())
                .containsSubsequence(
                        "latency-1-broker in", "first.json", "; without them latency-1-broker in", "paced.json");
    }

    @Test
    void shouldKnowOfEachShippedProfileWhatItTakesAtRest() {
        Costs shipped = new Costs(List.of(), SIZES);

        for (String profile : Profiles.SHIPPED) {
            for (int copies : List.of(1, 3)) {
                assertThat(shipped.stream(profile, copies, AVRO).cores(0).value())
                        .as(profile)
                        .isPositive();
                assertThat(shipped.brokers(profile, copies).cores(0).value())
                        .as(profile)
                        .isPositive();
            }
        }
    }

    /** The names of figures are the bench's, and are written there. */
    @Test
    void shouldKnowOfEachShippedProfileWhatItTakesAtThreeRatesOnOneBroker() {
        Costs shipped = new Costs(List.of(), SIZES);

        for (String profile : Profiles.SHIPPED) {
            for (Cost cost : List.of(shipped.stream(profile, 1, AVRO), shipped.brokers(profile, 1))) {
                assertThat(cost.paced()).as(profile).hasSize(3);
            }
        }
    }

    @Test
    void shouldRefuseAReportWithAFigureThatCannotBe() throws IOException {
        Report none = report("none", "{\"cpuSecondsPerMillion\": 0}");

        assertThatThrownBy(() -> new Costs(List.of(none), SIZES).stream("latency", 1, AVRO))
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
        return write(name, "\"latency-1-broker\": {\"rounds\": [" + rounds + "]}");
    }

    private Report write(String name, String runs) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, "{\"machine\": {}, \"runs\": {" + runs + "}}");
        return Report.read(file);
    }

    private static void assertInterval(Interval interval, double least, double value, double most) {
        assertThat(interval.least()).isCloseTo(least, within(CLOSE));
        assertThat(interval.value()).isCloseTo(value, within(CLOSE));
        assertThat(interval.most()).isCloseTo(most, within(CLOSE));
    }
}
