// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.DataSet;
import io.millrace.bench.load.Ahead;
import io.millrace.bench.load.Arrivals;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.Slope;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.model.Row;
import java.util.List;

/**
 * A profile on so many brokers, on fresh topics, with one stream process. First more events wait than come out, which
 * tells the rate and what it takes from the processors. Then events are due at a fixed rate, and for each the time is taken from the
 * moment at which it was due until its batch was read; when a minute of that has passed, how many cores it takes, and how many at lower
 * rates. When the rate is the first again, the leader is killed. Afterwards every event is accounted for, from the first on.
 */
record ProfileRun(String name, String profile, int brokers) implements Row {
    private static final long PER_SECOND = 5_000;
    private static final long LITTLE_PER_SECOND = 1_000;

    /** More than can be in open batches, or a profile with large ones would wait for events that are not sent. */
    private static final long MOST_AHEAD = 400_000;

    private static final long STEP_MS = 50;

    /** Of the usual time: batches come in steps of a second and more under some profiles. */
    private static final int TIMES_AT_SATURATION = 2;

    /** Small batches take other ways than large ones: until those are compiled, an event waits ten times as long. */
    private static final int WARM_TIMES_AT_FIXED_RATE = 4;

    private static final int TIMES_AT_FIXED_RATE = 3;

    /** Of the usual time at a fixed rate, until processes take what they will take for hours. */
    private static final int SETTLING_TIMES = 15;

    /** Of the usual time at a lower rate, until what came at the higher one has gone. */
    private static final int SLOWING_TIMES = 4;

    /** As long as the profile throughput is from one commit to the next. */
    private static final int TIMES_SETTLED = 10;

    private static final long AFTER_KILL_MS = 1_000;
    private static final double MILLION = 1e6;

    @Override
    public List<DataSet> data() {
        return List.of();
    }

    @Override
    public Figures measure(TestBed bed) throws Exception {
        return ProfileScene.with(bed, name, profile, brokers, 1, scene -> new Round(bed.pace(), scene).figures());
    }

    private static final class Round {
        private final Pace pace;
        private final ProfileScene scene;
        private final Trial trial;
        private final Arrivals arrivals;
        private final long perSecond;
        private final Figures.Builder figures = Figures.builder();

        Round(Pace pace, ProfileScene scene) {
            this.pace = pace;
            this.scene = scene;
            this.trial = scene.trial();
            this.arrivals = trial.arrivals();
            this.perSecond = pace.equals(Pace.SMALL) ? LITTLE_PER_SECOND : PER_SECOND;
        }

        Figures figures() throws Exception {
            saturate();
            offer();
            offerFewer(2_000, Figure.STREAM_CORES_AT_2000, Figure.BROKER_CORES_AT_2000);
            offerFewer(500, Figure.STREAM_CORES_AT_500, Figure.BROKER_CORES_AT_500);
            kill();
            trial.finish();
            return trial.account(figures).build();
        }

        /** Nothing but what is in open batches is on its way when this returns. */
        private void saturate() throws InterruptedException {
            LoadSender sender = trial.load(new Ahead(arrivals::events, MOST_AHEAD));
            try (sender) {
                sender.start();
                trial.await(1, arrivals::events);
                Thread.sleep(pace.warm().toMillis());
                double cpu = trial.cpuSeconds();
                double brokerCpu = scene.brokers().cpuSeconds();
                Slope slope = new Slope();
                double seconds = watch(slope);
                double events = slope.value() * seconds;
                cpu = trial.cpuSeconds() - cpu;
                brokerCpu = scene.brokers().cpuSeconds() - brokerCpu;
                // In small, transactions may take longer than the clock runs.
                if (events > 0) {
                    figures.with(Figure.EVENTS_PER_SECOND, slope.value())
                            .with(Figure.CPU_SECONDS_PER_MILLION, cpu / events * MILLION)
                            .with(Figure.BROKER_CPU_SECONDS_PER_MILLION, brokerCpu / events * MILLION);
                }
            }
            trial.await(sender.acknowledged() - scene.pipeline().mostOpen(), arrivals::events);
        }

        @SuppressWarnings("ThreadSleepMillis")
        private double watch(Slope slope) throws InterruptedException {
            long begin = System.nanoTime();
            long duration = pace.measure().toNanos() * TIMES_AT_SATURATION;
            double seconds = 0;
            while (seconds * 1e9 < duration) {
                seconds = (System.nanoTime() - begin) / 1e9;
                slope.add(seconds, (double) arrivals.events());
                Thread.sleep(STEP_MS);
            }
            return seconds;
        }

        private void offer() throws InterruptedException {
            OpenLoop schedule = endless(System.currentTimeMillis() + 100, perSecond);
            long from = schedule.begin() + pace.warm().toMillis() * WARM_TIMES_AT_FIXED_RATE;
            long to = from + pace.measure().toMillis() * TIMES_AT_FIXED_RATE;
            arrivals.measure(from, to);
            try (LoadSender sender = trial.load(schedule)) {
                sender.start();
                // The load goes on, or what is open would wait for its age.
                trial.await(schedule.before(to) - schedule.before(from), arrivals::measured);
                figures.with(Figure.OFFERED_PER_SECOND, (double) perSecond)
                        .with(Figure.LATENCY_P50_MS, arrivals.age(50))
                        .with(Figure.LATENCY_P99_MS, arrivals.age(99))
                        .with(Figure.LATENCY_P999_MS, arrivals.age(99.9))
                        .with(Figure.LATENCY_MAX_MS, arrivals.age(100));
                watchCores(
                        schedule.begin() + pace.warm().toMillis() * SETTLING_TIMES,
                        Figure.STREAM_CORES,
                        Figure.BROKER_CORES);
            }
        }

        private static OpenLoop endless(long begin, long perSecond) {
            return new OpenLoop(begin, perSecond, Long.MAX_VALUE);
        }

        private void offerFewer(long rate, Figure stream, Figure brokers) throws InterruptedException {
            OpenLoop schedule = endless(System.currentTimeMillis(), rate);
            try (LoadSender sender = trial.load(schedule)) {
                sender.start();
                watchCores(schedule.begin() + pace.warm().toMillis() * SLOWING_TIMES, stream, brokers);
            }
        }

        private void kill() throws Exception {
            try (LoadSender sender = trial.load(endless(System.currentTimeMillis(), perSecond))) {
                sender.start();
                Thread.sleep(pace.warm().toMillis());
                scene.killLeader();
                Thread.sleep(AFTER_KILL_MS);
            }
        }

        private void watchCores(long from, Figure stream, Figure brokers) throws InterruptedException {
            Thread.sleep(Math.max(0, from - System.currentTimeMillis()));
            double cpu = trial.cpuSeconds();
            double brokerCpu = scene.brokers().cpuSeconds();
            long begin = System.nanoTime();
            Thread.sleep(pace.measure().toMillis() * TIMES_SETTLED);
            double seconds = (System.nanoTime() - begin) / 1e9;
            figures.with(stream, (trial.cpuSeconds() - cpu) / seconds)
                    .with(brokers, (scene.brokers().cpuSeconds() - brokerCpu) / seconds);
        }
    }
}
