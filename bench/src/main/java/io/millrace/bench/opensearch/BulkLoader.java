// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.sinks.Crew;
import io.millrace.bench.subject.Spec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends bulks that are ready, each connection one at a time, and looks whether all documents were taken. */
public final class BulkLoader implements Crew.Hiring {
    /** Of the index. */
    static final String URL = "opensearch.index.url";

    private static final String ALL_TAKEN = "{\"errors\":false}";

    private final URI bulk;
    private final int events;
    private final int eventBytes;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public BulkLoader(Spec spec) {
        bulk = URI.create(spec.text(URL) + "/_bulk?filter_path=errors");
        events = (int) spec.number(Spec.BATCH_EVENTS);
        eventBytes = (int) spec.number(Spec.EVENT_BYTES);
    }

    @Override
    public Crew.Work work() {
        BulkBodies bodies = new BulkBodies(events, eventBytes);
        return first -> send(bodies.from(first));
    }

    private void send(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(bulk)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (!answer.body().equals(ALL_TAKEN)) {
            throw new IOException("A bulk was answered with " + answer.statusCode() + ": " + answer.body());
        }
    }
}
