// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.instances;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.instance.TopKeys;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks one stream process which keys of a rollup come first; it answers for the whole application. */
public final class TopClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    /** It asks the others in turn, twice at most. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String url;

    /** @param url {@code http://host:port} of its probes */
    public TopClient(String url) {
        this.url = url.replaceFirst("/+$", "");
    }

    /**
     * Throws {@link InstanceException} saying why there is no answer.
     *
     * @param query what to ask for, by parameter, not encoded
     */
    public TopKeys top(String pipeline, String rollup, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(one -> one.getKey() + '=' + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        try {
            URI uri = URI.create(url + "/rollups/" + encoded(pipeline) + '/' + encoded(rollup) + "/top?" + parameters);
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
            return read(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IllegalArgumentException e) {
            throw new InstanceException(url + " is not an address such as http://host:port", e);
        } catch (IOException e) {
            throw new InstanceException(url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InstanceException("Interrupted while asking " + url, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private TopKeys read(HttpResponse<byte[]> answer) {
        try {
            if (answer.statusCode() == OK) {
                return JSON.readValue(answer.body(), TopKeys.class);
            }
            JsonNode problem = JSON.readTree(answer.body()).path("problem");
            throw new InstanceException(url + " answered " + answer.statusCode() + ": "
                    + problem.asText("it is not a stream process of this release"));
        } catch (IOException e) {
            throw new InstanceException(
                    url + " is not a stream process of this release: it answered " + answer.statusCode()
                            + " with something other than JSON",
                    e);
        }
    }
}
