// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.subject;

import java.io.BufferedReader;
import java.util.function.Consumer;

/**
 * Works when it is told, for as long as it is told: how two subjects on one broker take turns. In between, whoever tells it
 * stops the process, so that it uses nothing. What it is told is {@code <settling> <working>}, in milliseconds; the answer
 * is one line: {@value #SLICE} and the figures of the working, as {@code name=value}.
 */
public final class Turns {
    /** The first word of an answer. */
    public static final String SLICE = "slice";

    /** A figure: 1 when there is nothing left to work on. */
    public static final String LAST = "last";

    private final Subject subject;
    private final long events;

    Turns(Subject subject, Spec spec) {
        this.subject = subject;
        this.events = spec.number(Spec.EVENTS);
    }

    /** Until whoever tells it is gone. */
    void take(BufferedReader told, Consumer<String> answer) throws Exception {
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            String[] millis = line.split(" ", -1);
            answer.accept(slice(Long.parseLong(millis[0]), Long.parseLong(millis[1])));
        }
    }

    /** Settling is over with its time, working when something has come of it, too. */
    private String slice(long settling, long working) throws Exception {
        subject.resume();
        await(settling, subject.processed());
        Usage before = Usage.now(subject);
        await(working, before.processed() + 1);
        Usage after = Usage.now(subject);
        subject.rest();
        return "%s events=%d nanos=%d workNanos=%d allocatedBytes=%d %s=%d"
                .formatted(
                        SLICE,
                        after.processed() - before.processed(),
                        after.nanos() - before.nanos(),
                        after.workNanos() - before.workNanos(),
                        after.allocatedBytes() - before.allocatedBytes(),
                        LAST,
                        after.processed() >= events ? 1 : 0);
    }

    @SuppressWarnings("ThreadSleepMillis")
    private void await(long millis, long processed) throws InterruptedException {
        long begin = System.nanoTime();
        while (subject.processed() < events
                && (System.nanoTime() - begin < millis * 1_000_000 || subject.processed() < processed)) {
            Thread.sleep(2);
        }
    }
}
