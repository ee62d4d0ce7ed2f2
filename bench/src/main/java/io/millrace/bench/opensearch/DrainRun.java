// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.bed.CpuTime;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.connectors.CommittedRecords;
import io.millrace.bench.connectors.Connector;
import io.millrace.bench.connectors.FreshWorker;
import io.millrace.bench.connectors.Input;
import io.millrace.bench.connectors.Inputs;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.sinks.SinkSettings;
import io.millrace.bench.subject.PeakMemory;
import io.millrace.local.server.ConnectServer;
import io.millrace.operations.connect.ConnectWorker;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A backlog of log events is drained by a worker: from the moment it is told to until the last batch is committed. */
record DrainRun(String name) implements Row {
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final long STEP_MS = 200;
    private static final double MILLION = 1e6;

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public boolean onlyWhenNamed() {
        return true;
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        Connector sink = OpenSearchConnectors.ours();
        IndexTarget index = new IndexTarget();
        long events = Inputs.of(bed).require(sink.input());
        String run = bed.nextRun(name);
        try {
            index.make(bed, run);
            bed.topics().create(SinkSettings.deadLetters(run), 1);
            try (ConnectServer worker = FreshWorker.start(bed, sink.plugins())) {
                Figures figures = new Drain(bed, worker, run, events).figures(sink.config(bed, run));
                requireThere(index.count(bed, run), events);
                return figures;
            }
        } finally {
            bed.topics().deleteAll(run);
            index.remove(bed, run);
        }
    }

    private static void requireThere(long there, long expected) {
        if (there != expected) {
            throw new IllegalStateException("%,d events became %,d documents".formatted(expected, there));
        }
    }

    private record Drain(TestBed bed, ConnectServer worker, String run, long events) {
        Figures figures(Map<String, String> config) throws Exception {
            long pid = worker.pid().orElseThrow();
            double cpu = CpuTime.seconds(worker);
            long begin = System.nanoTime();
            new ConnectWorker(worker.url().toString()).put(run, config);
            double longest = awaitEnd(pid, begin);
            double seconds = (System.nanoTime() - begin) / 1e9;
            return Figures.builder()
                    .with(Figure.EVENTS_PER_SECOND, events / seconds)
                    .with(Figure.SECONDS, seconds)
                    .with(Figure.CPU_SECONDS_PER_MILLION, (CpuTime.seconds(worker) - cpu) / events * MILLION)
                    .with(Figure.POLL_INTERVAL_MAX_MS, longest)
                    .with(Figure.PEAK_RSS_MEGABYTES, PeakMemory.bytes(pid) / MILLION)
                    .build();
        }

        /** Returns the longest time between two polls. */
        @SuppressWarnings("ThreadSleepMillis")
        private double awaitEnd(long pid, long begin) throws Exception {
            double longest = 0;
            try (PollIntervals intervals = PollIntervals.of(pid);
                    CommittedRecords committed = new CommittedRecords(bed, run)) {
                while (committed.count() * Input.BATCH_EVENTS < events) {
                    if (System.nanoTime() - begin > LIMIT.toNanos()) {
                        throw new IllegalStateException(
                                run + " has not ended in " + LIMIT + ": " + FreshWorker.status(worker, run));
                    }
                    longest = Math.max(longest, intervals.longest());
                    Thread.sleep(STEP_MS);
                }
                return Math.max(longest, intervals.longest());
            }
        }
    }
}
