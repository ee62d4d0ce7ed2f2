// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The nodes of one cluster, over HTTP/1.1. Repeats nothing: retries are the delivery loop's, where they are seen. Thread-safe. */
public final class Cluster {
    private static final byte[] NOTHING = new byte[0];

    private final HttpClient client;
    private final Nodes nodes;
    private final Credentials credentials;
    private final Duration timeout;

    Cluster(HttpClient client, Nodes nodes, Credentials credentials, Duration timeout) {
        this.client = client;
        this.nodes = nodes;
        this.credentials = credentials;
        this.timeout = timeout;
    }

    /**
     * Posts NDJSON to the next node, whose bytes must stay as they are until the call is over. Throws what the source of
     * credentials throws.
     */
    public Call post(String path, byte[] body, int length) {
        return send("POST", path, "application/x-ndjson", body, length);
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "application/json", NOTHING, 0).await();
    }

    public Answer put(String path, String json) throws IOException, InterruptedException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return send("PUT", path, "application/json", body, body.length).await();
    }

    private Call send(String method, String path, String contentType, byte[] body, int length) {
        URI node = nodes.next();
        URI uri = URI.create(node + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Content-Type", contentType)
                .method(method, length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body, 0, length));
        credentials.headers(method, uri, body, length).forEach(request::setHeader);
        return new Call(client.sendAsync(request.build(), BodyHandlers.ofByteArray()), timeout, nodes, node);
    }
}
