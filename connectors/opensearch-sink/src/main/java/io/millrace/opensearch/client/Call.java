// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request under way. */
public final class Call {
    private static final int SERVER_ERROR = 500;
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final CompletableFuture<HttpResponse<byte[]>> response;
    private final Duration timeout;
    private final long startedAt = System.nanoTime();
    private final Nodes nodes;
    private final URI node;

    Call(CompletableFuture<HttpResponse<byte[]>> response, Duration timeout, Nodes nodes, URI node) {
        this.response = response;
        this.timeout = timeout;
        this.nodes = nodes;
        this.node = node;
    }

    /** Throws {@link IOException}, naming the node, when there is no whole answer in time. */
    public Answer await() throws IOException, InterruptedException {
        try {
            // The client's own timeout ends with the answer's first line.
            long left = timeout.toNanos() - (System.nanoTime() - startedAt);
            HttpResponse<byte[]> answer = response.get(left + GRACE_NANOS, TimeUnit.NANOSECONDS);
            if (answer.statusCode() >= SERVER_ERROR) {
                nodes.failed(node);
            } else {
                nodes.answered(node);
            }
            return new Answer(answer.statusCode(), answer.body());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw noAnswer(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        } catch (TimeoutException e) {
            cancel();
            throw noAnswer("it has begun one and not ended it", e);
        }
    }

    private IOException noAnswer(String why, Throwable cause) {
        nodes.failed(node);
        return new IOException(node + " gave no answer: " + why, cause);
    }

    /** Ends the request where it is; without effect on one that is over. */
    public void cancel() {
        response.cancel(true);
    }
}
