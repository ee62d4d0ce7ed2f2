// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.latency;

import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.data.Fill;
import io.millrace.bench.load.Ahead;
import io.millrace.bench.load.Arrivals;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.Schedule;
import io.millrace.bench.load.Tail;
import io.millrace.bench.load.Through;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import io.millrace.bench.subject.Spec;
import io.millrace.local.process.Trees;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A stream process on a fresh topic of one partition. First it is found out how many events a second come out at most;
 * then a share of that is sent at fixed moments, and for each event the time from the moment at which it was due until
 * its batch was read is taken, in whole milliseconds. LoadSender and reader are threads of the harness.
 *
 * @param load the share of saturation that is offered
 * @param settings what the stream is told beside the usual
 */
record LatencyRun(String name, double load, Map<String, String> settings) implements Row {
    private static final int EVENT_BYTES = 200;
    private static final long MOST_AHEAD = 200_000;
    private static final long LEAST_PER_SECOND = 1_000;
    private static final double MILLION = 1e6;

    LatencyRun {
        settings = Map.copyOf(settings);
    }

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        String run = bed.nextRun(name);
        bed.topics().create(run + ".in", 1);
        bed.topics().create(run + ".out", 1);
        bed.topics().create(run + ".dlq", 1);
        Path folder = bed.site().data(run);
        try {
            return new Round(bed, run, spec(bed, run, folder)).figures();
        } finally {
            Trees.delete(folder);
            bed.topics().deleteAll(run);
        }
    }

    private Spec spec(TestBed bed, String run, Path folder) {
        Map<String, String> values = new TreeMap<>(settings);
        values.put(Spec.BOOTSTRAP_SERVERS, bed.bootstrapServers());
        values.put(Spec.TOPIC, run + ".in");
        values.put(Spec.SINK_TOPIC, run + ".out");
        values.put(Spec.RUN, run);
        values.put(Spec.FOLDER, folder.toString());
        return new Spec(values);
    }

    private final class Round {
        private final TestBed bed;
        private final String run;
        private final MeasuredStream stream;
        private final Arrivals arrivals = new Arrivals();
        private final Tail tail;
        private final byte[][] values = Fill.values(EVENT_BYTES);

        Round(TestBed bed, String run, Spec spec) {
            this.bed = bed;
            this.run = run;
            this.stream = new MeasuredStream(bed, run, spec);
            boolean committedOnly = !spec.text(Spec.GUARANTEE).equals("at_least_once");
            this.tail = new Tail(bed.bootstrapServers(), run + ".out", 1, committedOnly, arrivals);
        }

        Figures figures() throws InterruptedException {
            try (stream;
                    tail) {
                stream.start();
                tail.start();
                return offer(Math.max(LEAST_PER_SECOND, (long) (load * saturation())));
            }
        }

        /** Events a second that come out when there are always more waiting; nothing is on its way when this returns. */
        private double saturation() throws InterruptedException {
            LoadSender sender = sender(new Ahead(arrivals::events, MOST_AHEAD));
            double rate;
            try (sender) {
                sender.start();
                await(1, () -> Math.min(sender.acknowledged(), arrivals.events()));
                Thread.sleep(bed.pace().measure().toMillis() / 2);
                long before = arrivals.events();
                long begin = System.nanoTime();
                Thread.sleep(bed.pace().measure().toMillis() / 2);
                await(before + 1, arrivals::events);
                rate = (arrivals.events() - before) / ((System.nanoTime() - begin) / 1e9);
            }
            await(sender.acknowledged(), arrivals::events);
            return rate;
        }

        private Figures offer(long perSecond) throws InterruptedException {
            OpenLoop schedule = new OpenLoop(System.currentTimeMillis() + 100, perSecond, Long.MAX_VALUE);
            long from = schedule.begin() + bed.pace().warm().toMillis() / 2;
            long to = from + bed.pace().measure().toMillis();
            long expected = schedule.before(to) - schedule.before(from);
            arrivals.measure(from, to);
            try (LoadSender sender = sender(schedule)) {
                sender.start();
                sleepUntil(from);
                double cpu = stream.cpuSeconds();
                long before = arrivals.events();
                long begin = System.nanoTime();
                sleepUntil(to);
                long out = arrivals.events() - before;
                double seconds = (System.nanoTime() - begin) / 1e9;
                cpu = stream.cpuSeconds() - cpu;
                await(expected, () -> Math.min(sender.acknowledged(), arrivals.measured()));
                return figures(perSecond, out / seconds, cpu / expected);
            }
        }

        private Figures figures(long offered, double perSecond, double cpuSeconds) {
            return Figures.builder()
                    .with(Figure.OFFERED_PER_SECOND, (double) offered)
                    .with(Figure.EVENTS_PER_SECOND, perSecond)
                    .with(Figure.CPU_SECONDS_PER_MILLION, cpuSeconds * MILLION)
                    .with(Figure.LATENCY_P50_MS, arrivals.age(50))
                    .with(Figure.LATENCY_P99_MS, arrivals.age(99))
                    .with(Figure.LATENCY_P999_MS, arrivals.age(99.9))
                    .with(Figure.LATENCY_MAX_MS, arrivals.age(100))
                    .build();
        }

        private static void sleepUntil(long millis) throws InterruptedException {
            Thread.sleep(Math.max(0, millis - System.currentTimeMillis()));
        }

        private LoadSender sender(Schedule schedule) {
            return new LoadSender(bed.bootstrapServers(), run + ".in", 1, values, schedule);
        }

        private void await(long expected, LongSupplier out) {
            Through.await(run, expected, () -> {
                stream.requireAlive();
                tail.check();
                return out.getAsLong();
            });
        }
    }
}
