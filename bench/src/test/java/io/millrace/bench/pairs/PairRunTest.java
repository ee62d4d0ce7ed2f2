// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.Profiling;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With processes that can be stopped, but do nothing; their slices are made up. */
class PairRunTest {
    private static final Pace PACE =
            new Pace(Duration.ZERO, Duration.ZERO, new Pace.Turns(Duration.ofMillis(3), Duration.ofMillis(7), 1, 4), 1);

    @TempDir
    Path folder;

    private final List<String> turns = new ArrayList<>();
    private TestBed bed;

    @BeforeEach
    void make() {
        bed = new TestBed(folder, PACE, Profiling.none());
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void shouldLetTheSecondBeFirstNextTimeAndCountNothingBeforeTheWarmUpIsOver() throws Exception {
        // When
        List<Figures> pairs = new PairRun(new Made("a", 100), new Made("b", 100)).round(bed);

        // Then
        assertThat(String.join("", turns)).isEqualTo("ab" + "ba" + "abba" + "abba");
        assertThat(pairs).hasSize(4).allSatisfy(pair -> {
            assertThat(pair.value(Figure.EVENTS_PER_CPU_SECOND)).hasValue(5);
            assertThat(pair.value(Figure.OTHER_EVENTS_PER_CPU_SECOND)).hasValue(5);
        });
    }

    @Test
    void shouldStartBothAnewWhenTheInputOfOneIsOver() throws Exception {
        // When
        List<Figures> pairs = new PairRun(new Made("a", 100), new Made("b", 5)).round(bed);

        // Then: of five turns, one is the start, one warm-up, and the last one ends with the input
        assertThat(pairs).hasSize(4);
        assertThat(turns).hasSize(2 * 5 + 2 * 4);
    }

    @Test
    void shouldShowTheStartWhenTheInputIsOverBeforeTheWarmUp() throws Exception {
        // When
        List<Figures> pairs = new PairRun(new Made("a", 1), new Made("b", 1)).round(bed);

        // Then
        assertThat(pairs).hasSize(1);
    }

    @Test
    void shouldClaimTheRatioOfBoth() throws Exception {
        // Given
        PairRun pair = new PairRun(new Made("a", 100), new Made("b", 100));
        Results results = new Results();

        // When
        pair.round(bed).forEach(figures -> results.add(pair.name(), 1, figures));

        // Then
        assertThat(pair.name()).isEqualTo("a/b");
        assertThat(results.ratios(
                        pair.atLeast(1, "any").of(), pair.atLeast(1, "any").over()))
                .containsExactly(1, 1, 1, 1);
    }

    @Test
    void shouldCompareWhatTheyDoInASecondWhereThatIsAsked() throws Exception {
        // Given
        PairRun pair = new PairRun(new Made("a", 100, 8), new Made("b", 100, 4), PairRun.Per.SECOND);
        Results results = new Results();

        // When
        pair.round(bed).forEach(figures -> results.add(pair.name(), 1, figures));

        // Then
        assertThat(results.ratios(
                        pair.atLeast(1, "any").of(), pair.atLeast(1, "any").over()))
                .containsExactly(0.5, 0.5, 0.5, 0.5);
    }

    private final class Made implements Entrant {
        private final String name;
        private final int mostTurns;
        private final double seconds;

        private Made(String name, int mostTurns) {
            this(name, mostTurns, 4);
        }

        private Made(String name, int mostTurns, double seconds) {
            this.name = name;
            this.mostTurns = mostTurns;
            this.seconds = seconds;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<DataSet> data() {
            return List.of();
        }

        @Override
        public Contestant enter(TestBed on) throws IOException {
            Process process = new ProcessBuilder("cat").start();
            return new Contestant() {
                private int turn;

                @Override
                public long pid() {
                    return process.pid();
                }

                @Override
                public Slice work(Duration settling, Duration working) {
                    turns.add(name);
                    turn++;
                    return new Slice(10, seconds, 2, 100, turn == mostTurns);
                }

                @Override
                public void close() {
                    process.destroyForcibly().onExit().join();
                }
            };
        }
    }
}
