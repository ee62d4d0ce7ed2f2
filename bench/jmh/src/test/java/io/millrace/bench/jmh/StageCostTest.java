// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the batch stage asks of heap and store for an event, which must not grow with the size of a batch. */
class StageCostTest {
    /** Whole batches of every size here. */
    private static final int EVENTS = 60_000;

    private static final int COMMIT_EVERY = 500;
    private static final int COMMITS = EVENTS / COMMIT_EVERY;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int EVENT_BYTES = 200;

    @TempDir
    Path folder;

    /** An event is allocated once more, as part of the batch's record; the rest is the record that the test makes. */
    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 20_000})
    void shouldAllocateHardlyMoreThanTheBatchWithoutACommit(int eventsPerBatch) throws Exception {
        assertThat(allocatedPerEvent(eventsPerBatch, NEVER)).isLessThan(1.5 * EVENT_BYTES + 64);
    }

    /** Once in a segment, once in the batch; what is read back lies in room that the thread keeps. */
    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 20_000})
    void shouldAllocateAnEventOnceMoreWhenItIsStored(int eventsPerBatch) throws Exception {
        assertThat(allocatedPerEvent(eventsPerBatch, COMMIT_EVERY)).isLessThan(2.5 * EVENT_BYTES + 64);
    }

    @Test
    void shouldAllocateInProportionToTheBatch() throws Exception {
        double ofFew = 5_000 * allocatedPerEvent(5_000, COMMIT_EVERY);
        double ofMany = 20_000 * allocatedPerEvent(20_000, COMMIT_EVERY);

        assertThat(ofMany).isLessThan(4.5 * ofFew);
    }

    private double allocatedPerEvent(int eventsPerBatch, int commitEvery) throws Exception {
        CountedStore store = new CountedStore();
        try (Stage stage = stage(store, eventsPerBatch)) {
            return (double) AllocatedBytes.by(() -> run(stage, commitEvery)) / EVENTS;
        }
    }

    /** A commit writes a marker and a segment, and deletes what they replace; a chunk is read once. */
    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 20_000})
    void shouldCallTheStorePerCommitAndNotPerEvent(int eventsPerBatch) {
        CountedStore store = new CountedStore();
        try (Stage stage = stage(store, eventsPerBatch)) {
            run(stage, COMMIT_EVERY);
        }

        assertThat(store.calls()).isLessThan(6 * COMMITS);
    }

    @Test
    void shouldNotCallTheStoreMoreOftenForALargerBatch() {
        CountedStore few = new CountedStore();
        CountedStore many = new CountedStore();
        try (Stage smaller = stage(few, 5_000);
                Stage larger = stage(many, 20_000)) {
            run(smaller, COMMIT_EVERY);
            run(larger, COMMIT_EVERY);
        }

        assertThat(many.calls()).isLessThan((int) (1.2 * few.calls()));
    }

    /** What was stored is not stored again; the marker and the head of each chunk come to little. */
    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 20_000})
    void shouldWriteAnEventToTheStoreOnceAtMost(int eventsPerBatch) {
        CountedStore store = new CountedStore();
        try (Stage stage = stage(store, eventsPerBatch)) {
            run(stage, COMMIT_EVERY);
        }

        assertThat(store.bytesWritten).isLessThan((long) (1.1 * EVENT_BYTES * EVENTS));
    }

    private Stage stage(CountedStore store, int eventsPerBatch) {
        return new Stage(new StageContext<>(folder.toFile()), store, eventsPerBatch);
    }

    private static void run(Stage stage, int commitEvery) {
        for (int i = 1; i <= EVENTS; i++) {
            stage.process();
            if (i % commitEvery == 0) {
                stage.commit();
            }
        }
    }
}
