// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.bed.CpuTime;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.load.Arrivals;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.Tail;
import io.millrace.bench.load.Through;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.config.MillraceConfig;
import io.millrace.local.stack.StreamInstance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The latency profile while the process is young. Events are due at a fixed rate from the start of its JVM on, and of those that are
 * due within some seconds after its third, the time is taken until their batch was read.
 */
record YoungRun(String name) implements Row {
    private static final int PARTITIONS = 4;
    private static final long PER_SECOND = 5_000;
    private static final long AGE_MS = 3_000;
    private static final int TIMES = 3;
    private static final double MILLION = 1e6;

    /** There is one broker. */
    private static final List<String> COPIES =
            List.of("topics.min.insync.replicas", "kafka.replication.factor", "kafka.topic.min.insync.replicas");

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        settings.put(MillraceConfig.PROFILE, "latency");
        COPIES.forEach(key -> settings.put(key, "1"));
        Arrivals arrivals = new Arrivals();
        try (FreshPipeline pipeline = new FreshPipeline(bed, name, PARTITIONS)) {
            pipeline.prepare(settings);
            StreamInstance process = pipeline.process();
            Tail tail = pipeline.batches(arrivals);
            try (process;
                    tail) {
                tail.start();
                return figures(
                        pipeline, arrivals, tail, TIMES * bed.pace().measure().toMillis());
            }
        }
    }

    private static Figures figures(FreshPipeline pipeline, Arrivals arrivals, Tail tail, long measureMs)
            throws InterruptedException {
        StreamInstance process = pipeline.process();
        OpenLoop schedule = new OpenLoop(System.currentTimeMillis(), PER_SECOND, Long.MAX_VALUE);
        long from = schedule.begin() + AGE_MS;
        long to = from + measureMs;
        arrivals.measure(from, to);
        process.start();
        try (LoadSender sender = pipeline.load(schedule)) {
            sender.start();
            sleepUntil(from);
            double cpu = CpuTime.seconds(process);
            sleepUntil(to);
            cpu = CpuTime.seconds(process) - cpu;
            long expected = schedule.before(to) - schedule.before(from);
            await(pipeline, tail, expected, () -> Math.min(sender.acknowledged(), arrivals.measured()));
            return Figures.builder()
                    .with(Figure.LATENCY_P50_MS, arrivals.age(50))
                    .with(Figure.LATENCY_P99_MS, arrivals.age(99))
                    .with(Figure.LATENCY_P999_MS, arrivals.age(99.9))
                    .with(Figure.LATENCY_MAX_MS, arrivals.age(100))
                    .with(Figure.CPU_SECONDS_PER_MILLION, cpu * MILLION / expected)
                    .build();
        }
    }

    private static void sleepUntil(long millis) throws InterruptedException {
        Thread.sleep(Math.max(0, millis - System.currentTimeMillis()));
    }

    private static void await(FreshPipeline pipeline, Tail tail, long expected, LongSupplier out) {
        Through.await(pipeline.name(), expected, () -> {
            tail.check();
            return out.getAsLong();
        });
    }
}
