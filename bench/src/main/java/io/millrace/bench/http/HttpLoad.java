// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends one request again and again over many connections, when it is due: one thread, which allocates nothing for a request, so that
 * most of a small machine is left to who answers. A request that finds no free connection waits for one, and its latency grows:
 * nothing that is slow slows the schedule. What is due within a millisecond may be sent together.
 */
public final class HttpLoad implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final long AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Due schedule;
    private final Answers answers;
    private final Selector selector;
    private final Deque<Line> free = new ArrayDeque<>();
    private final List<Line> lines = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Thread thread = new Thread(this::run, "http-load");
    private long sent;
    private long notBefore;
    private volatile boolean paused;
    private volatile boolean stopped;
    private volatile int waiting;
    private volatile Throwable failure;

    public HttpLoad(HttpRequest request, int connections, Due schedule, Answers answers) throws IOException {
        this.schedule = schedule;
        this.answers = answers;
        this.selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            lines.add(new Line(request.to(), request.bytes(), selector));
        }
        free.addAll(lines);
        thread.setDaemon(true);
    }

    public void start() {
        notBefore = System.nanoTime();
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                sendWhatIsDue(System.nanoTime());
                waiting = lines.size() - free.size();
                selector.select(this::proceed, 1);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            lines.forEach(Line::close);
        }
    }

    private void sendWhatIsDue(long now) {
        if (paused || now - notBefore < 0) {
            return;
        }
        long due = schedule.by(now);
        while (sent < due && !free.isEmpty()) {
            Line line = free.poll();
            try {
                line.send(schedule.time(sent, now));
            } catch (IOException e) {
                lost(line);
            }
            sent++;
        }
    }

    private void proceed(SelectionKey key) {
        Line line = (Line) key.attachment();
        try {
            if (line.proceed(buffer)) {
                answers.add(line.status(), line.due(), System.nanoTime());
                free.add(line);
            }
        } catch (IOException e) {
            lost(line);
        }
    }

    /** An idle connection that is closed costs nothing; one that nobody answers is not tried without a pause. */
    private void lost(Line line) {
        boolean wasWaiting = line.isWaiting();
        line.close();
        if (wasWaiting) {
            answers.addBroken();
            free.add(line);
            notBefore = System.nanoTime() + AFTER_FAILURE;
        }
    }

    /** Sends nothing more, and returns when every answer has come. */
    @SuppressWarnings("ThreadSleepMillis")
    public void rest() throws InterruptedException {
        paused = true;
        for (int quiet = 0; quiet < 3; quiet = waiting == 0 ? quiet + 1 : 0) {
            check();
            Thread.sleep(2);
        }
    }

    /** Goes on after a {@link #rest}. */
    public void resume() {
        paused = false;
    }

    /** Throws when the thread has failed. */
    public void check() {
        if (failure != null) {
            throw new IllegalStateException("The load has failed", failure);
        }
    }

    /** What its thread has used of the processors so far; ask before it is closed. */
    public long cpuNanos() {
        return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()));
    }

    /** Ends the connections; what waits for an answer is forgotten. */
    @Override
    public void close() {
        stopped = true;
        selector.wakeup();
        try {
            thread.join();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        check();
    }
}
