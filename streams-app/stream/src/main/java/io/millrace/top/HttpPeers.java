// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.instance.TopKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks over HTTP, with the question that it was asked itself. */
final class HttpPeers implements Peers {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** A window may have very many keys, all of which are looked at. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its threads begin with the first question. */
    private HttpClient http;

    @Override
    public CompletableFuture<TopKeys> ask(String address, String pipeline, TopQuery query) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri(address, pipeline, query)).build();
            return http().sendAsync(request, BodyHandlers.ofByteArray())
                    .thenApply(HttpPeers::read)
                    .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized HttpClient http() {
        if (http == null) {
            http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
        }
        return http;
    }

    private static URI uri(String address, String pipeline, TopQuery query) {
        return URI.create("http://" + address + TopEndpoint.PATH + '/' + pipeline + '/'
                + query.rollup().name() + "/top?local=true&n=" + query.n() + "&window=" + query.window() + "&measure="
                + URLEncoder.encode(query.ranking().measure(), StandardCharsets.UTF_8));
    }

    private static TopKeys read(HttpResponse<byte[]> answer) {
        try {
            if (answer.statusCode() != OK) {
                throw new IOException("It answered " + answer.statusCode());
            }
            return JSON.readValue(answer.body(), TopKeys.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
