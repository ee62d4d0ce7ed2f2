// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.CpuTime;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.BatchMaker;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.sinks.BatchTopic;
import io.millrace.bench.sinks.CommittedRecords;
import io.millrace.bench.sinks.DeliveryRun;
import io.millrace.bench.sinks.FreshWorker;
import io.millrace.bench.sinks.SinkSettings;
import io.millrace.bench.subject.PeakMemory;
import io.millrace.local.server.ConnectServer;
import io.millrace.operations.connect.ConnectWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A backlog of log events is drained by a worker: from the moment it is told to until the last batch is committed. */
record DrainRun(String name) implements Row {
    private static final long EVENTS = 1_000_000;
    private static final int BATCH_EVENTS = 5_000;
    /** As many tasks. */
    private static final int PARTITIONS = 2;

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
        String run = bed.nextRun(name);
        long batches = Math.max(PARTITIONS, bed.pace().events(EVENTS) / BATCH_EVENTS);
        OpenSearchBed openSearch = OpenSearchBed.of(bed);
        openSearch.makeIndex(run);
        bed.topics().create(SinkSettings.batches(run), PARTITIONS);
        bed.topics().create(SinkSettings.deadLetters(run), 1);
        BatchTopic.write(
                bed.bootstrapServers(),
                SinkSettings.batches(run),
                PARTITIONS,
                batches,
                BatchMaker.json(BATCH_EVENTS, DeliveryRun.EVENT_BYTES));
        Path plugins = ClassPaths.home().resolve("connectors/opensearch-sink/target/plugin");
        try (ConnectServer worker = FreshWorker.start(bed, plugins)) {
            Figures figures = new Drain(bed, worker, run, batches).figures(config(bed, run));
            requireThere(openSearch.count(run), batches * BATCH_EVENTS);
            return figures;
        } finally {
            bed.topics().deleteAll(run);
            openSearch.deleteIndex(run);
        }
    }

    private static void requireThere(long there, long expected) {
        if (there != expected) {
            throw new IllegalStateException("%,d events became %,d documents".formatted(expected, there));
        }
    }

    private static Map<String, String> config(TestBed bed, String run) {
        Map<String, String> config = new HashMap<>(SinkSettings.of(bed, run));
        config.remove("max.in.flight");
        config.put("connector.class", "io.millrace.opensearch.OpenSearchSinkConnector");
        config.put("tasks.max", Integer.toString(PARTITIONS));
        config.put("opensearch.urls", OpenSearchBed.of(bed).url());
        config.put("opensearch.index", run);
        config.put("consumer.override.auto.offset.reset", "earliest");
        config.put("consumer.override.max.poll.records", Integer.toString(SinkSettings.BATCHES_PER_POLL));
        return config;
    }

    private record Drain(TestBed bed, ConnectServer worker, String run, long batches) {
        Figures figures(Map<String, String> config) throws Exception {
            long pid = worker.pid().orElseThrow();
            double cpu = CpuTime.seconds(worker);
            long begin = System.nanoTime();
            new ConnectWorker(worker.url().toString()).put(run, config);
            double longest = awaitEnd(pid, begin);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double events = (double) batches * BATCH_EVENTS;
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
                while (committed.count() < batches) {
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
