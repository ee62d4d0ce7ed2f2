// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.config.PipelineConfig;
import io.millrace.config.sinks.SearchConfig;
import io.millrace.operations.verify.account.HeldEvents;
import io.millrace.operations.verify.topics.NotNowException;
import io.millrace.operations.verify.topics.VerificationException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Scrolls through the ids of the documents in OpenSearch; of the documents themselves it asks for nothing. */
public final class IndexReader implements EventStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String KEPT = "1m";
    private static final int AT_ONCE = 10_000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final SearchConfig where;
    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    public IndexReader(SearchConfig where) {
        this.where = where;
        this.url = where.url().replaceFirst("/+$", "");
    }

    /** Documents written within the last refresh interval, a second unless the index says otherwise, are not seen yet. */
    @Override
    public HeldEvents read(PipelineConfig pipeline) {
        HeldEvents held = new HeldEvents();
        JsonNode page = post(
                "/" + encoded(where.index(pipeline.name())) + "/_search?scroll=" + KEPT + "&size=" + AT_ONCE
                        + "&_source=false&sort=_doc&ignore_unavailable=true&allow_no_indices=true"
                        + "&filter_path=_scroll_id,hits.hits._id,_shards.failed",
                "{}");
        String scroll = page.path("_scroll_id").asText();
        try {
            while (!page.at("/hits/hits").isEmpty()) {
                requireComplete(page);
                page.at("/hits/hits")
                        .forEach(hit -> DocumentId.note(hit.path("_id").asText(), pipeline.sourceTopic(), held));
                page = post("/_search/scroll?filter_path=_scroll_id,hits.hits._id,_shards.failed", next(scroll));
                scroll = page.path("_scroll_id").asText(scroll);
            }
            requireComplete(page);
        } finally {
            end(scroll);
        }
        return held;
    }

    private void requireComplete(JsonNode page) {
        int failed = page.at("/_shards/failed").asInt();
        if (failed > 0) {
            throw new NotNowException("OpenSearch at " + url + " could not read " + failed + " of its shards");
        }
    }

    private static String next(String scroll) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("scroll", KEPT)
                .put("scroll_id", scroll)
                .toString();
    }

    /** What is not ended ends by itself a minute later. */
    private void end(String scroll) {
        if (!scroll.isEmpty()) {
            String body = JsonNodeFactory.instance
                    .objectNode()
                    .put("scroll_id", scroll)
                    .toString();
            send(request("/_search/scroll").method("DELETE", BodyPublishers.ofString(body)));
        }
    }

    private static String encoded(String index) {
        return URLEncoder.encode(index, StandardCharsets.UTF_8);
    }

    private JsonNode post(String path, String body) {
        HttpResponse<String> answer = send(request(path).POST(BodyPublishers.ofString(body)));
        try {
            JsonNode found = JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw refusal(answer.statusCode(), found.at("/error/type").asText());
            }
            return found;
        } catch (IOException e) {
            throw new VerificationException(
                    url + " is not OpenSearch: it answered " + answer.statusCode() + " without JSON", e);
        }
    }

    /** No shard of an index that was just made has begun, for one. */
    private VerificationException refusal(int status, String why) {
        String message = "OpenSearch at " + url + " answered " + status + ' ' + why;
        return status == UNAVAILABLE || status == TOO_MANY_REQUESTS
                ? new NotNowException(message)
                : new VerificationException(message);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json");
        if (where.user() != null && where.password() != null) {
            String login = where.user() + ':' + where.password().value();
            String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + encoded);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new VerificationException("OpenSearch at " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VerificationException("Interrupted while asking OpenSearch at " + url, e);
        }
    }

    @Override
    public void close() {
        // The JDK's client has nothing to close before Java 21.
    }
}
