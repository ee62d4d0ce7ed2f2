// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.gateway;

import io.millrace.bench.http.Answers;
import io.millrace.bench.http.Due;
import io.millrace.bench.http.HttpLoad;
import io.millrace.bench.http.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Requests for a while.
 *
 * @param counts how long what is due counts; before it, half as long, at most ten seconds, to warm up
 */
record Spell(Duration counts) {
    private static final long MOST_WARM = TimeUnit.SECONDS.toNanos(10);

    /** @param schedule from the moment at which the first request is due */
    Answers send(HttpRequest request, int connections, LongFunction<Due> schedule)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long from = begin + Math.min(MOST_WARM, counts.toNanos() / 2);
        long end = from + counts.toNanos();
        Answers answers = new Answers(from, end);
        try (HttpLoad load = new HttpLoad(request, connections, schedule.apply(begin), answers)) {
            load.start();
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
            load.rest();
        }
        if (answers.others() + answers.broken() > 0) {
            throw new IllegalStateException("%,d answers were neither 200 nor 503, and %,d connections were lost"
                    .formatted(answers.others(), answers.broken()));
        }
        return answers;
    }

    /** Of the requests that count. */
    double perSecond(Answers.Kind kind) {
        return kind.inWindow() * 1e9 / counts.toNanos();
    }
}
