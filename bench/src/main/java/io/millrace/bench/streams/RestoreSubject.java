// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.streams;

import io.millrace.bench.clients.Fetched;
import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * A topology that finds no state in its folder and all of it in its state topic, which has one partition. Processed is 1
 * as soon as it begins to restore and 2 when it has; the counters are 0 until then.
 */
public final class RestoreSubject implements Subject, StateRestoreListener {
    /** Nanoseconds from the begin to the end. */
    public static final String NANOS = "restoreNanos";
    /** What was fetched of the state topic. */
    public static final String BYTES = "restoreBytes";

    public static final String RECORDS = "restoreRecords";

    private final Work work;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private KafkaStreams streams;
    private volatile long processed;
    private long begin;
    private volatile Map<String, Long> counters = Map.of();

    public RestoreSubject(Spec spec) {
        this.work = Work.of(spec);
    }

    @Override
    public void start() {
        streams = work.streams();
        streams.setGlobalStateRestoreListener(this);
        streams.setUncaughtExceptionHandler(thrown -> {
            failure.set(thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        begin = System.nanoTime();
        processed = 1;
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long upTo, long records) {}

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        counters = Map.of(
                NANOS,
                System.nanoTime() - begin,
                BYTES,
                Fetched.bytes(streams.metrics(), "restore-consumer"),
                RECORDS,
                records);
        processed = 2;
    }

    @Override
    public long processed() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("The stream failed", failed);
        }
        return processed;
    }

    @Override
    public long stop() {
        streams.close(StreamsSubject.STOP);
        return processed;
    }

    @Override
    public Map<String, Long> counters() {
        return counters;
    }
}
