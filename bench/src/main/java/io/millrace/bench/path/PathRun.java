// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.path;

import io.millrace.bench.bed.ClassPaths;
import io.millrace.bench.bed.CpuTime;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.data.Fill;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.OpenLoop;
import io.millrace.bench.load.Through;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.bench.subject.PeakMemory;
import io.millrace.config.PipelineConfig;
import io.millrace.local.process.Server;
import io.millrace.local.stack.Deployment;
import io.millrace.operations.verify.account.Balance;
import io.millrace.schemas.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Events at a fixed rate through a stack of its own: broker, registry, stream process, Connect with the S3 sink, S3 server,
 * and the load, which is the harness. The pipeline has the defaults, exactly-once among them, but for batches that wait at
 * most 5 s. Afterwards every event must be in exactly one object.
 */
record PathRun(String name, Duration full, boolean onlyWhenNamed) implements StackRow {
    private static final long PER_SECOND = 50_000;
    private static final int EVENT_BYTES = 200;
    private static final int PARTITIONS = 4;
    private static final String PIPELINE = "clicks";
    private static final double MILLION = 1e6;

    @Override
    public Figures measure(TestBed bed) throws Exception {
        long perSecond = StackRow.isSmall(bed) ? 2_000 : PER_SECOND;
        Duration duration = StackRow.isSmall(bed) ? Duration.ofSeconds(5) : full;
        return onAStack(bed, List.of(), settings(), deployment -> new Flow(deployment, perSecond, duration).figures());
    }

    private static Map<String, String> settings() {
        return Map.of("pipelines", PIPELINE, "pipelines." + PIPELINE + ".max.age.ms", "5000");
    }

    private final class Flow {
        private final Deployment deployment;
        private final long perSecond;
        private final long total;
        private final List<Sample> samples = new ArrayList<>();

        Flow(Deployment deployment, long perSecond, Duration duration) {
            this.deployment = deployment;
            this.perSecond = perSecond;
            this.total = perSecond * duration.toSeconds();
        }

        Figures figures() throws Exception {
            double cpu = cpu(ours());
            double brokerCpu = cpu(deployment.stack().brokers().stream());
            send();
            cpu = cpu(ours()) - cpu;
            brokerCpu = cpu(deployment.stack().brokers().stream()) - brokerCpu;
            Balance unused = Conservation.require(deployment, name, total);
            Samples seen = new Samples(samples);
            return Figures.builder()
                    .with(Figure.OFFERED_PER_SECOND, (double) perSecond)
                    .with(Figure.EVENTS_PER_SECOND, seen.deliveredPerSecond())
                    .with(Figure.MOST_LAG_SECONDS, (double) seen.mostLag() / perSecond)
                    .with(Figure.MEMORY_GROWTH, seen.memoryGrowth())
                    .with(
                            Figure.PEAK_RSS_MEGABYTES,
                            ours().mapToLong(PathRun::peak).sum() / MILLION)
                    .with(Figure.CPU_SECONDS_PER_MILLION, cpu / total * MILLION)
                    .with(Figure.BROKER_CPU_SECONDS_PER_MILLION, brokerCpu / total * MILLION)
                    .build();
        }

        /** Returns when the connector has committed the last event. */
        private void send() throws Exception {
            PipelineConfig pipeline = deployment.config().pipelines().get(0);
            int schema = deployment.config().registrar().register(pipeline.sourceTopic(), Schemas.CLICK);
            byte[][] values = Fill.values(EVENT_BYTES, schema);
            String brokers = deployment.stack().bootstrapServers();
            OpenLoop schedule = new OpenLoop(System.currentTimeMillis() + 200, perSecond, total);
            try (Watch watch = new Watch(deployment, PARTITIONS);
                    LoadSender sender = new LoadSender(brokers, pipeline.sourceTopic(), PARTITIONS, values, schedule)) {
                watch.start();
                sender.start();
                sample(watch, schedule);
                Through.await(name, total, sender::acknowledged);
                Through.await(name, total, () -> delivered(watch));
            } finally {
                writeSamples();
            }
        }

        /** Each second until the last event is due. */
        @SuppressWarnings("ThreadSleepMillis")
        private void sample(Watch watch, OpenLoop schedule) throws ExecutionException, InterruptedException {
            long next = schedule.begin();
            while (schedule.due() < total) {
                next += 1_000;
                Thread.sleep(Math.max(0, next - System.currentTimeMillis()));
                samples.add(watch.look(schedule));
                deployment.sinks().requireNoneFailed();
            }
        }

        private static long delivered(Watch watch) {
            try {
                return watch.delivered().events();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private void writeSamples() throws IOException {
            List<String> lines = new ArrayList<>(List.of(Sample.CSV_HEAD));
            samples.forEach(sample -> lines.add(sample.csv()));
            Path folder = Files.createDirectories(
                    ClassPaths.home().resolve(".millrace").resolve("bench"));
            Files.write(folder.resolve(name + ".csv"), lines);
        }

        private Stream<Server> ours() {
            return Stream.of(deployment.instances().get(0), deployment.stack().connect());
        }

        private static double cpu(Stream<? extends Server> servers) {
            return servers.mapToDouble(CpuTime::seconds).sum();
        }
    }

    private static long peak(Server server) {
        return PeakMemory.bytes(server.pid().orElseThrow());
    }
}
