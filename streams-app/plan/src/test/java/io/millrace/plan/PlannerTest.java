// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.millrace.config.MillraceConfig;
import io.millrace.plan.figure.Figure;
import io.millrace.plan.figure.Interval;
import io.millrace.plan.figure.Origin;
import io.millrace.plan.measured.Costs;
import io.millrace.plan.money.BillLine;
import io.millrace.plan.money.Prices;
import io.millrace.plan.rehearsal.EventSizes;
import io.millrace.profile.Profiles;
import io.millrace.resolved.ResolvedConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class PlannerTest {
    static final List<String> PROFILES = Profiles.SHIPPED;
    private static final double[] RATES = {500, 1_000, 2_000, 3_000, 5_000};

    @TempDir
    Path folder;

    /** By hand: 12 partitions, 325 bytes encoded, and the largest part of a window or an age that fits a batch. */
    @ParameterizedTest
    @CsvSource({"throughput, 8333, 0.60", "durability, 2083, 2.40", "availability, 2083, 2.40"})
    void shouldCloseBatchesAsTheyAreReckonedByHand(String profile, double events, double objectsPerSecond) {
        Plan plan = plan(Map.of("profile", profile), 5_000);

        assertThat(plan.eventsPerBatch()).isCloseTo(events, withinPercentage(1));
        assertThat(plan.batchesPerMinute() / 60).isCloseTo(objectsPerSecond, withinPercentage(2));
    }

    @ParameterizedTest
    @FieldSource("PROFILES")
    void shouldPlanEachRateOfEachProfileSoThatAllEventsAreInBatches(String profile) {
        for (double rate : RATES) {
            Plan plan = plan(Map.of("profile", profile), rate);

            assertThat(plan.eventsPerBatch() * plan.batchesPerMinute()).isCloseTo(rate * 60, withinPercentage(5));
            assertThat(plan.figures())
                    .allSatisfy(figure -> assertThat(figure.origin().source())
                            .as(figure.name())
                            .isNotBlank());
            assertThat(plan.bill().lines().stream().map(BillLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(plan.bill().total());
            assertThat(plan.limits().get(0).used()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void shouldTellCoresWithTheIntervalOfTheReport() {
        Plan plan = plan(Map.of("profile", "durability"), 100_000);

        Figure stream = figure(plan, "cores", "stream, in use");

        assertThat(stream.origin().kind()).isEqualTo(Origin.Kind.MEASURED);
        assertThat(stream.origin().source()).contains("durability-3-brokers", "profiles.json");
        Interval cores = stream.value();
        assertThat(cores.least()).isLessThan(cores.value());
        assertThat(cores.most()).isGreaterThan(cores.value());
        Interval atPeak = figure(plan(Map.of("profile", "durability"), 300_000), "cores", "stream, in use")
                .value();
        double needed = figure(plan, "cores", "stream, to provide").value().value();
        assertThat(needed).isCloseTo(atPeak.most() / 0.7, within(1e-6));
        assertThat(figure(plan, "processes", "stream").value().value() * 2).isGreaterThanOrEqualTo(needed);
    }

    @Test
    void shouldWarnOfWhatTheLatencyProfileMakesOfAnObjectStore() {
        Plan latency = plan(Map.of("profile", "latency"), 5_000);
        Plan durability = plan(Map.of("profile", "durability"), 5_000);

        assertThat(latency.notes()).anyMatch(note -> note.contains("small"));
        assertThat(durability.notes()).isEmpty();
        assertThat(puts(latency)).isGreaterThan(puts(durability).multiply(BigDecimal.valueOf(50)));
        assertThat(puts(durability)).isCloseTo(new BigDecimal("31"), withinPercentage(2));
    }

    @Test
    void shouldChangeNothingButMoneyWithThePriceFile() throws IOException {
        Path dearer = folder.resolve("dearer.properties");
        Files.writeString(dearer, """
                date=2026-01-01
                region=elsewhere
                currency=EUR
                core.hour=1
                core.hour.source=assumed
                memory.gb.hour=0
                memory.gb.hour.source=assumed
                disk.gb.month=2
                disk.gb.month.source=assumed
                object.gb.month=3
                object.gb.month.source=assumed
                put.thousand=4
                put.thousand.source=assumed
                get.thousand=5
                get.thousand.source=assumed
                cross.zone.gb=6
                cross.zone.gb.source=assumed
                """);

        Plan one = plan(Map.of(), load(2_000, "300", 0), Prices.shipped());
        Plan other = plan(Map.of(), load(2_000, "300", 0), Prices.read(dearer));

        assertThat(other.figures()).isEqualTo(one.figures());
        assertThat(other.limits()).isEqualTo(one.limits());
        assertThat(other.notes()).isEqualTo(one.notes());
        assertThat(other.bill().lines())
                .extracting(BillLine::quantity)
                .isEqualTo(one.bill().lines().stream().map(BillLine::quantity).toList());
        assertThat(other.bill().total()).isGreaterThan(one.bill().total());
        assertThat(other.bill().currency()).isEqualTo("EUR");
    }

    @Test
    void shouldSayWhichSinkNobodyHasMeasured() {
        Plan plan = plan(Map.of("pipelines.events.sinks", "s3,opensearch,postgres"), 500);

        assertThat(plan.notes())
                .anyMatch(note -> note.contains("opensearch"))
                .anyMatch(note -> note.contains("postgres"));
        assertThat(figure(plan, "cores", "sinks, in use").origin().source()).contains("s3-sink-jsonl");
    }

    @Test
    void shouldMakeABatchForEachGroup() {
        Map<String, String> grouped = Map.of("pipelines.events.group.by", "key", "profile", "durability");

        Plan few = plan(grouped, load(600, "300", 12), Prices.shipped());
        Plan many = plan(grouped, load(600, "300", 1_200), Prices.shipped());

        assertThat(many.batchesPerMinute()).isGreaterThan(few.batchesPerMinute() * 50);
        assertThatThrownBy(() -> plan(grouped, 600))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--keys");
    }

    @Test
    void shouldLeavePartitionsIdleWithoutKeysForThem() {
        Plan plan = plan(Map.of("profile", "durability"), load(600, "300", 3), Prices.shipped());

        assertThat(plan.eventsPerBatch())
                .isGreaterThan(plan(Map.of("profile", "durability"), 600).eventsPerBatch() * 3);
    }

    @Test
    void shouldRefuseLoadsThatCannotBe() {
        assertThatThrownBy(() -> load(0, "300", 0)).hasMessageContaining("--tps");
        assertThatThrownBy(() -> load(Double.NaN, "300", 0)).hasMessageContaining("--tps");
        assertThatThrownBy(() -> load(1, "300", -1)).hasMessageContaining("--keys");
        for (String sizes : List.of("", "0", "x", "300:0", "1:2:3", "300,", "300:-1")) {
            assertThatThrownBy(() -> load(1, sizes, 0)).as(sizes).hasMessageContaining("--event-bytes");
        }
        assertThatThrownBy(() -> Machine.parse("--machine", "2")).hasMessageContaining("2x8");
    }

    private static BigDecimal puts(Plan plan) {
        return plan.bill().lines().stream()
                .filter(line -> line.item().equals("objects, written"))
                .findFirst()
                .orElseThrow()
                .amount();
    }

    private static Figure figure(Plan plan, String about, String name) {
        return plan.figures().stream()
                .filter(figure -> figure.about().equals(about) && figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Plan plan(Map<String, String> settings, double rate) {
        return plan(settings, load(rate, "300", 0), Prices.shipped());
    }

    private static Plan plan(Map<String, String> settings, Load load, Prices prices) {
        Map<String, String> all = new HashMap<>(Map.of("pipelines", "events", "pipelines.events.format", "JSON"));
        all.putAll(settings);
        ResolvedConfig config = ResolvedConfig.of(MillraceConfig.of(all));
        return Planner.plan(
                config, config.config().pipeline("events"), load, new Costs(List.of(), load.sizes()), prices);
    }

    private static Load load(double rate, String bytes, int keys) {
        return new Load(
                rate,
                3,
                EventSizes.parse("--event-bytes", bytes),
                0,
                keys,
                12,
                Duration.ofDays(7),
                Duration.ofDays(30),
                0.5,
                0.3,
                0.001,
                new Machine(2, 8),
                13,
                10);
    }
}
