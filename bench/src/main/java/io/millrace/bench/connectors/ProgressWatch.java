// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.connectors;

import io.millrace.bench.bed.CpuTime;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.model.Window;
import io.millrace.local.server.ConnectServer;
import java.time.Duration;

/**
 * Watches what a connector delivers, by what it commits or what is written. The clock starts at a commit, the first after the warm-up, and stops at a commit: in
 * between, everything that counts was delivered, and how long a commit was due plays no part.
 */
final class ProgressWatch {
    /** Events delivered so far. */
    interface Progress {
        long events() throws Exception;
    }

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long STEP_MS = 20;

    /** A worker has more code to compile than a loop or a stream: shares of the usual warm-up that it gets. */
    private static final int WARM_UPS = 2;

    private final TestBed bed;
    private final ConnectServer worker;
    private final String connector;
    private final Progress progress;
    private final long all;

    private record Moment(long events, long nanos, double cpu, double brokerCpu) {
        double secondsSince(Moment before) {
            return (nanos - before.nanos) / 1e9;
        }
    }

    ProgressWatch(TestBed bed, ConnectServer worker, String connector, Progress progress, long all) {
        this.bed = bed;
        this.worker = worker;
        this.connector = connector;
        this.progress = progress;
        this.all = all;
    }

    /** Returns when the clock has stopped; the input may end before. */
    Window watch() throws Exception {
        Moment start = now();
        Moment first = nextCommit(start);
        Moment begin = first;
        while (begin.events < all
                && begin.secondsSince(first) < WARM_UPS * seconds(bed.pace().warm())) {
            begin = nextCommit(begin);
        }
        double measure = seconds(bed.pace().measure());
        Moment end = begin;
        while (end.events < all && end.secondsSince(begin) < measure) {
            end = nextCommit(end);
        }
        // What is left after the warm-up may be so short that its processor time is nothing: then the whole counts.
        return between(end.secondsSince(begin) < measure / 2 ? start : begin, end);
    }

    private Moment nextCommit(Moment before) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (progress.events() == before.events) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(connector + " has delivered nothing for " + LIMIT + ": "
                        + FreshWorker.status(worker, connector));
            }
            sleep();
        }
        return now();
    }

    @SuppressWarnings("ThreadSleepMillis")
    private static void sleep() throws InterruptedException {
        Thread.sleep(STEP_MS);
    }

    private Moment now() throws Exception {
        return new Moment(progress.events(), System.nanoTime(), CpuTime.seconds(worker), CpuTime.seconds(bed.kafka()));
    }

    private static Window between(Moment begin, Moment end) {
        return new Window(
                end.events - begin.events,
                end.secondsSince(begin),
                end.cpu - begin.cpu,
                end.brokerCpu - begin.brokerCpu);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
