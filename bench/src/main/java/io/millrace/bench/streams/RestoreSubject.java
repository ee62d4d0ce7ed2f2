// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.clients.Fetched;
import io.millrace.bench.subject.Repeating;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import io.millrace.bench.subject.WorkTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * A topology that finds no state in its folder and all of it in its state topic, which has one partition, again and again.
 * Processed are the records of what is restored; only restoring is work, neither the start nor the stop around it.
 */
public final class RestoreSubject implements Subject, StateRestoreListener {
    /** Nanoseconds of restoring. */
    public static final String NANOS = "restoreNanos";
    /** What was fetched of the state topic. */
    public static final String BYTES = "restoreBytes";

    private final Spec spec;
    private final Repeating work = new Repeating("restore", this::restore);
    private final BlockingQueue<Optional<Throwable>> ends = new LinkedBlockingQueue<>();
    private final AtomicLong processed = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong workNanos = new AtomicLong();
    private volatile long records;
    private long begin;
    private long workBegin;

    public RestoreSubject(Spec spec) {
        this.spec = spec;
    }

    @Override
    public void start() {
        work.start();
    }

    private void restore() throws Exception {
        KafkaStreams streams = Work.of(spec).streams();
        streams.setGlobalStateRestoreListener(this);
        streams.setUncaughtExceptionHandler(thrown -> {
            ends.add(Optional.of(thrown));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        Optional<Throwable> failure = ends.take();
        bytes.addAndGet(Fetched.bytes(streams.metrics(), "restore-consumer"));
        if (failure.isPresent()) {
            throw new IllegalStateException("The stream failed", failure.get());
        }
        processed.addAndGet(records);
        streams.close(StreamsSubject.STOP);
        streams.cleanUp();
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        workBegin = WorkTime.nanos();
        begin = System.nanoTime();
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long upTo, long records) {}

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long count) {
        nanos.addAndGet(System.nanoTime() - begin);
        workNanos.addAndGet(WorkTime.nanos() - workBegin);
        records = count;
        ends.add(Optional.empty());
    }

    @Override
    public long processed() {
        work.check();
        return processed.get();
    }

    @Override
    public long workNanos() {
        return workNanos.get();
    }

    @Override
    public long stop() throws InterruptedException {
        work.stop();
        return processed.get();
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of(NANOS, nanos.get(), BYTES, bytes.get());
    }
}
