// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One request under way. */
public final class Call {
    private static final int SERVER_ERROR = 500;

    private final CompletableFuture<HttpResponse<byte[]>> response;
    private final Nodes nodes;
    private final URI node;

    Call(CompletableFuture<HttpResponse<byte[]>> response, Nodes nodes, URI node) {
        this.response = response;
        this.nodes = nodes;
        this.node = node;
    }

    /** Throws {@link IOException}, naming the node, when there is no whole answer in time. */
    public Answer await() throws IOException, InterruptedException {
        try {
            HttpResponse<byte[]> answer = response.get();
            if (answer.statusCode() >= SERVER_ERROR) {
                nodes.failed(node);
            } else {
                nodes.answered(node);
            }
            return new Answer(answer.statusCode(), answer.body());
        } catch (ExecutionException e) {
            nodes.failed(node);
            Throwable cause = e.getCause();
            String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw new IOException(node + " gave no answer: " + why, cause);
        }
    }

    /** Ends the request where it is; without effect on one that is over. */
    public void cancel() {
        response.cancel(true);
    }
}
