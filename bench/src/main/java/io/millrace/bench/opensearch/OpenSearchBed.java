// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.opensearch;

import io.millrace.bench.bed.Facility;
import io.millrace.bench.bed.Pace;
import io.millrace.bench.bed.TestBed;
import io.millrace.bench.sinks.BatchSource;
import io.millrace.bench.sinks.Crew;
import io.millrace.bench.sinks.DeliveryRun;
import io.millrace.bench.subject.Spec;
import io.millrace.local.process.Ports;
import io.millrace.local.server.OpenSearchServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One node of OpenSearch for all runs. */
final class OpenSearchBed implements Facility {
    /** One shard without copies, and fields as logs have them, so that the first document decides nothing. */
    private static final String INDEX = """
            {"settings": {"number_of_shards": 1, "number_of_replicas": 0},
             "mappings": {"dynamic": "strict", "properties": {
               "id": {"type": "keyword"}, "user": {"type": "keyword"}, "path": {"type": "keyword"},
               "status": {"type": "integer"}, "bytes": {"type": "long"}, "agent": {"type": "text"}}}}""";

    private static final Pattern COUNT = Pattern.compile("\"count\":([0-9]+)");
    private static final Pattern WRITTEN = Pattern.compile("\"index_total\":([0-9]+)");
    private static final String WARM_UP = "warm-up";
    private static final int WARM_UP_EVENTS = 1_000;
    /** Shares of the usual warm-up that a server of its size gets. */
    private static final int WARM_UPS = 5;

    private static final int REFUSED = 300;

    private final OpenSearchServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private boolean warm;

    private OpenSearchBed(TestBed bed) {
        server = new OpenSearchServer(bed.site(), Ports.free());
    }

    static OpenSearchBed of(TestBed bed) {
        return bed.facility(OpenSearchBed.class, OpenSearchBed::started);
    }

    private static OpenSearchBed started(TestBed bed) {
        OpenSearchBed openSearch = new OpenSearchBed(bed);
        openSearch.server.start();
        openSearch.server.awaitReady();
        return openSearch;
    }

    String url() {
        return server.url().toString();
    }

    /** Until a node that was just started has compiled most of what it does: runs before and after that could not be compared. */
    void warm(Pace pace) throws Exception {
        if (warm) {
            return;
        }
        warm = true;
        makeIndex(WARM_UP);
        Crew.Work bulks = new BulkLoader(new Spec(Map.of(
                        BulkLoader.URL, url() + '/' + WARM_UP,
                        Spec.BATCH_EVENTS, Integer.toString(WARM_UP_EVENTS),
                        Spec.EVENT_BYTES, Integer.toString(DeliveryRun.EVENT_BYTES))))
                .work();
        long end = System.nanoTime() + WARM_UPS * pace.warm().toNanos();
        for (long first = BatchSource.FIRST; System.nanoTime() - end < 0; first += WARM_UP_EVENTS) {
            bulks.batch(first);
        }
        bulks.close();
        deleteIndex(WARM_UP);
    }

    void makeIndex(String name) throws IOException, InterruptedException {
        request("PUT", '/' + name, BodyPublishers.ofString(INDEX));
    }

    void deleteIndex(String name) throws IOException, InterruptedException {
        request("DELETE", '/' + name, BodyPublishers.noBody());
    }

    /** Documents that a search finds from now on. */
    long count(String index) throws IOException, InterruptedException {
        request("POST", '/' + index + "/_refresh", BodyPublishers.noBody());
        return number(COUNT, '/' + index + "/_count");
    }

    /** How often a document was written, which makes no document visible. */
    long written(String index) throws IOException, InterruptedException {
        return number(WRITTEN, '/' + index + "/_stats/indexing?filter_path=_all.primaries.indexing.index_total");
    }

    private long number(Pattern pattern, String path) throws IOException, InterruptedException {
        Matcher number = pattern.matcher(request("GET", path, BodyPublishers.noBody()));
        if (!number.find()) {
            throw new IOException("No number in the answer to " + path);
        }
        return Long.parseLong(number.group(1));
    }

    private String request(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= REFUSED) {
            throw new IOException(
                    method + ' ' + path + " is answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        server.close();
    }
}
