// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.profiles;

import io.millrace.bench.bed.CpuTime;
import io.millrace.bench.load.Arrivals;
import io.millrace.bench.load.LoadSender;
import io.millrace.bench.load.Schedule;
import io.millrace.bench.load.Tail;
import io.millrace.bench.load.Through;
import io.millrace.bench.model.Figure;
import io.millrace.bench.model.Figures;
import io.millrace.config.PipelineConfig;
import io.millrace.local.process.Server;
import io.millrace.local.process.Site;
import io.millrace.local.stack.StreamInstance;
import io.millrace.local.stack.StreamPorts;
import io.millrace.schemas.Schemas;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A pipeline at work: stream processes as operators start them, whoever sends numbered events, and whoever reads batches and
 * dead letters and keeps the books.
 */
final class Trial implements AutoCloseable {
    private static final int PARTITIONS = ProfilePipeline.PARTITIONS;
    private static final long QUIET_MS = 2_000;

    private final ProfilePipeline pipeline;
    private final List<StreamInstance> processes;
    private final Numbered events;
    private final AtomicLong numbers = new AtomicLong();
    private final EventBooks books = new EventBooks();
    private final Arrivals arrivals =
            new Arrivals(event -> books.batched(Numbered.of(event.bytes(), event.valueFrom() + event.valueLength())));
    private final Tail batches;
    private final Tail deadLetters;
    private long counted;

    Trial(Site site, ProfilePipeline pipeline, int processes) {
        this.pipeline = pipeline;
        PipelineConfig topics = pipeline.pipeline();
        this.processes = IntStream.range(0, processes)
                .mapToObj(number -> new StreamInstance(site, number, StreamPorts.free(), pipeline.settings()))
                .toList();
        events = new Numbered(pipeline.config().registrar().register(topics.sourceTopic(), Schemas.CLICK));
        batches = new Tail(pipeline.consumer(), topics.sinkTopic(), PARTITIONS, arrivals);
        deadLetters = new Tail(
                pipeline.consumer(),
                topics.dlqTopic(),
                PARTITIONS,
                letter -> books.deadLettered(Numbered.of(letter.value(), letter.value().length)));
    }

    /** Returns when all processes process. */
    void start() {
        processes.forEach(Server::start);
        batches.start();
        deadLetters.start();
        processes.forEach(Server::awaitReady);
    }

    Arrivals arrivals() {
        return arrivals;
    }

    double cpuSeconds() {
        return processes.stream().mapToDouble(CpuTime::seconds).sum();
    }

    /** Not started. One after the other, or two events would have one number. */
    LoadSender load(Schedule schedule) {
        long first = numbers.get();
        return new LoadSender(
                pipeline.producer(),
                pipeline.pipeline().sourceTopic(),
                PARTITIONS,
                event -> events.value(numbers.getAndIncrement()),
                schedule,
                new LoadSender.Receipts() {
                    @Override
                    public void acknowledged(long event) {
                        books.acknowledged(first + event);
                    }

                    @Override
                    public void refused(long event, Exception problem) {
                        books.refuse();
                    }
                });
    }

    /** Waits as long as something comes out; throws when a process, or the reader, is gone. */
    void await(long expected, LongSupplier out) {
        Through.await(pipeline.pipeline().name(), expected, () -> {
            requireAlive();
            return out.getAsLong();
        });
    }

    void requireAlive() {
        batches.check();
        deadLetters.check();
        for (Server process : processes) {
            if (!process.isAlive()) {
                // Throws with the end of its log.
                process.process().awaitReady(() -> false);
            }
        }
    }

    /**
     * When the load has ended: closes all open batches, and returns when all that was sent has come out or never will. What
     * comes before a mark in its partition has come out when the mark has; then it waits for what comes twice until nothing
     * comes any more.
     */
    @SuppressWarnings("ThreadSleepMillis")
    void finish() throws InterruptedException {
        long first = numbers.get();
        counted = first + PARTITIONS;
        Marks marks = new Marks(PARTITIONS, System.currentTimeMillis(), pipeline.pastOpenWindowsMs());
        try (LoadSender sender = load(marks)) {
            sender.start();
            await(marks.due(), sender::acknowledged);
        }
        await(PARTITIONS, () -> books.batchedBetween(first, counted));
        long before;
        do {
            before = arrivals.events();
            Thread.sleep(QUIET_MS);
            requireAlive();
        } while (arrivals.events() > before);
    }

    /** Once finished. */
    Figures.Builder account(Figures.Builder figures) {
        return figures.with(Figure.EVENTS, (double) books.acknowledgedBefore(counted))
                .with(Figure.REFUSED, (double) books.refused())
                .with(Figure.LOST, (double) books.lostBefore(counted))
                .with(Figure.DUPLICATED, (double) books.duplicated())
                .with(Figure.DEAD_LETTERED, (double) books.deadLettered());
    }

    @Override
    public void close() {
        processes.forEach(Server::close);
        batches.close();
        deadLetters.close();
    }
}
