// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.Profiling;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.Fill;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.runs.StreamRuns;
import io.millrace.bench.subject.Spec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an event costs in bytes and calls, which is the same on every machine, does not grow with its batch. */
class GrowthIT {
    private static final DataSet DATA = new DataSet(1, 200, 1, 1_500_000);
    private static final Pace PACE = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(2), Pace.Turns.SMALL, 1);

    @TempDir
    private static Path folder;

    private static TestBed bed;
    private static Figures count;
    private static Figures hundred;
    private static Figures fiveThousand;
    private static Figures tenThousand;

    @BeforeAll
    static void measure() throws Exception {
        bed = new TestBed(folder, PACE, Profiling.none());
        bed.start();
        bed.topics().create(DATA.topic(), DATA.partitions());
        Fill.write(bed.bootstrapServers(), DATA, DATA.events());
        count = StreamRuns.count("growth-count", DATA).measure(bed);
        hundred = batchesOf(100);
        fiveThousand = batchesOf(5_000);
        tenThousand = batchesOf(10_000);
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @Test
    void shouldAllocateAboutAsMuchForAnEventOfALargeBatchAsForOneOfASmallBatch() {
        assertThat(value(tenThousand, Figure.ALLOCATED_BYTES_PER_EVENT))
                .isLessThan(1.5 * value(hundred, Figure.ALLOCATED_BYTES_PER_EVENT));
    }

    /** Beside what Streams allocates for a record, an event has its place in a batch that grows, and in one that is sent. */
    @Test
    void shouldAllocateAFewTimesTheEventBeyondAPassThrough() {
        double own =
                value(fiveThousand, Figure.ALLOCATED_BYTES_PER_EVENT) - value(count, Figure.ALLOCATED_BYTES_PER_EVENT);

        assertThat(own).isLessThan(5 * DATA.eventBytes());
    }

    /**
     * A commit stores at most the one open batch, which is 1 MB; four of them fall into the measurement, its last included.
     * That is below the bound from 35,000 events a second on.
     */
    @Test
    void shouldStoreOnlyWhatACommitFindsOpen() {
        assertThat(value(fiveThousand, Figure.CHANGELOG_BYTES_PER_INPUT_BYTE)).isLessThan(0.3);
        assertThat(value(hundred, Figure.CHANGELOG_BYTES_PER_INPUT_BYTE)).isLessThan(0.05);
    }

    /** Batches that wait in the producer when the clock starts are sent, but not of events that count: more of them on a busy machine. */
    @Test
    void shouldSendOneRecordForEachBatch() {
        assertThat(value(hundred, Figure.SINK_RECORDS_PER_EVENT)).isBetween(0.9 / 100, 5.0 / 100);
    }

    private static Figures batchesOf(int events) throws Exception {
        return StreamRuns.batch("growth-" + events, DATA, Map.of(Spec.BATCH_EVENTS, Integer.toString(events)))
                .measure(bed);
    }

    private static double value(Figures figures, Figure figure) {
        return figures.value(figure).orElseThrow();
    }
}
