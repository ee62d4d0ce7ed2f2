// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.sinks;

import io.millrace.bench.subject.Spec;
import io.millrace.bench.subject.Subject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Threads that each do one thing over and over, a batch at a time, and rest between two of them when they are told. */
public final class Crew implements Subject {
    /** The class that makes their work. */
    static final String HIRING = "crew.hiring";

    /** What is done; for one thread. */
    public interface Work extends AutoCloseable {
        /** Has the batch that begins at {@code first} taken. */
        void batch(long first) throws Exception;

        @Override
        default void close() throws IOException, SQLException {}
    }

    /** Makes the work of a thread. Has a public constructor that takes a {@link Spec}. */
    public interface Hiring {
        Work work() throws Exception;
    }

    private final int batchEvents;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong next = new AtomicLong(BatchSource.FIRST);
    private final AtomicLong processed = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Whoever works reads; whoever lets them rest writes. */
    private final ReentrantReadWriteLock rest = new ReentrantReadWriteLock(true);

    private volatile boolean stopped;

    public Crew(Spec spec) throws ReflectiveOperationException {
        batchEvents = (int) spec.number(Spec.BATCH_EVENTS);
        Hiring hiring = Class.forName(spec.text(HIRING))
                .asSubclass(Hiring.class)
                .getConstructor(Spec.class)
                .newInstance(spec);
        for (int i = 0; i < spec.number(Spec.THREADS); i++) {
            Thread thread = new Thread(() -> repeat(hiring), "loader-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    private void repeat(Hiring hiring) {
        try (Work work = hiring.work()) {
            while (!stopped) {
                rest.readLock().lock();
                try {
                    work.batch(next.getAndAdd(batchEvents));
                } finally {
                    rest.readLock().unlock();
                }
                processed.addAndGet(batchEvents);
            }
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    @Override
    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public long processed() {
        if (failure.get() != null) {
            throw new IllegalStateException("A loader failed", failure.get());
        }
        return processed.get();
    }

    /** By the thread that calls {@link #rest}. */
    @Override
    public void resume() {
        if (rest.isWriteLockedByCurrentThread()) {
            rest.writeLock().unlock();
        }
    }

    /** Returns when the batches under way are taken. */
    @Override
    public void rest() {
        rest.writeLock().lock();
    }

    @Override
    public long stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return processed();
    }
}
