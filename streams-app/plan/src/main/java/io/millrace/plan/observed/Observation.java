// SPDX-License-Identifier: Apache-2.0
package io.millrace.plan.observed;

import io.millrace.metrics.Metric;
import io.millrace.metrics.ProcessMetric;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What all stream processes of a pipeline did for some time.
 *
 * @param seconds between the two readings
 * @param events read from the source topic
 * @param batches that closed
 * @param batched events in them
 * @param cpuSeconds of the processes, whatever else they did
 */
public record Observation(double seconds, double events, double batches, double batched, double cpuSeconds) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;

    /** A process did not answer with its metrics. */
    public static final class UnansweredException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnansweredException(URI process, String why) {
            super("The stream process at " + process + " did not tell its metrics: " + why);
        }
    }

    /** Reads the metrics of {@code processes}, waits, and reads them again; blocks for that long. */
    public static Observation of(List<URI> processes, String pipeline, Duration length) throws InterruptedException {
        Observation before = now(processes, pipeline);
        Thread.sleep(length.toMillis());
        Observation after = now(processes, pipeline);
        return new Observation(
                after.seconds - before.seconds,
                after.events - before.events,
                after.batches - before.batches,
                after.batched - before.batched,
                after.cpuSeconds - before.cpuSeconds);
    }

    public double eventsPerSecond() {
        return events / seconds;
    }

    public double batchesPerMinute() {
        return batches / seconds * TimeUnit.MINUTES.toSeconds(1);
    }

    public double eventsPerBatch() {
        return batched / batches;
    }

    public double cores() {
        return cpuSeconds / seconds;
    }

    private static Observation now(List<URI> processes, String pipeline) throws InterruptedException {
        double seconds = System.nanoTime() / (double) TimeUnit.SECONDS.toNanos(1);
        Observation sum = new Observation(seconds, 0, 0, 0, 0);
        for (URI process : processes) {
            String text = metrics(process);
            sum = new Observation(
                    seconds,
                    sum.events + Metric.EVENTS.sumIn(text, pipeline),
                    sum.batches + Metric.BATCHES.sumIn(text, pipeline),
                    sum.batched + Metric.BATCHED_EVENTS.sumIn(text, pipeline),
                    sum.cpuSeconds + ProcessMetric.CPU_TIME.in(text) / TimeUnit.SECONDS.toNanos(1));
        }
        return sum;
    }

    private static String metrics(URI process) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(process.resolve("/metrics"))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new UnansweredException(process, "HTTP " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UnansweredException(process, e.toString());
        }
    }
}
