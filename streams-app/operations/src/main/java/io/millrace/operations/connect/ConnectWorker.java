// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Any worker of a Kafka Connect cluster: each one answers for all of them. Throws {@link ConnectException}. */
public final class ConnectWorker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** A rebalance waits for tasks to stop, for a minute by default, and another may follow it. */
    private static final Duration REBALANCE_LIMIT = Duration.ofMinutes(3);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final int REBALANCING = 409;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String url;

    /** {@code url} is that of its REST interface. */
    public ConnectWorker(String url) {
        this.url = url.replaceFirst("/+$", "");
    }

    public String url() {
        return url;
    }

    /** The connectors that read at least one of {@code topics}, by name. */
    public List<SinkConnector> reading(Set<String> topics) {
        return all().stream()
                .filter(connector -> topics.stream().anyMatch(connector::reads))
                .toList();
    }

    /** Empty when there is no such connector, or the worker has not heard of it yet. */
    public Optional<SinkConnector> connector(String name) {
        return all().stream().filter(connector -> connector.name().equals(name)).findFirst();
    }

    private List<SinkConnector> all() {
        JsonNode shown = read(
                "to list its connectors",
                send(request("/connectors?expand=info&expand=status").GET()));
        List<SinkConnector> all = new ArrayList<>();
        shown.properties().forEach(one -> all.add(SinkConnector.of(one.getKey(), one.getValue())));
        all.sort(Comparator.comparing(SinkConnector::name));
        return all;
    }

    /** Gives a connector this whole configuration, and creates it if need be; waits while the workers are rebalancing. */
    public void put(String name, Map<String, String> config) {
        read("the connector " + name, sendUntilBalanced(body("/connectors/" + encoded(name) + "/config", config)));
    }

    /** Why the worker would not accept some settings of {@code config}, by key. */
    public Map<String, String> refused(Map<String, String> config) {
        String type = config.getOrDefault("connector.class", "");
        String simpleName = type.substring(type.lastIndexOf('.') + 1);
        JsonNode answer = read(
                "to validate a configuration",
                sendUntilBalanced(body("/connector-plugins/" + encoded(simpleName) + "/config/validate", config)));
        Map<String, String> refused = new TreeMap<>();
        for (JsonNode setting : answer.path("configs")) {
            JsonNode errors = setting.at("/value/errors");
            if (!errors.isEmpty()) {
                refused.put(setting.at("/value/name").asText(), errors.get(0).asText());
            }
        }
        return refused;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder body(String path, Map<String, String> config) {
        try {
            return request(path)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(JSON.writeValueAsString(config)));
        } catch (IOException e) {
            throw new ConnectException("A configuration cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> sendUntilBalanced(HttpRequest.Builder request) {
        long giveUpAt = System.nanoTime() + REBALANCE_LIMIT.toNanos();
        HttpResponse<String> answer = send(request);
        while (answer.statusCode() == REBALANCING && System.nanoTime() < giveUpAt) {
            pause();
            answer = send(request);
        }
        return answer;
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while Kafka Connect at " + url + " is rebalancing", e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ConnectException("Kafka Connect at " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while asking Kafka Connect at " + url, e);
        }
    }

    private JsonNode read(String what, HttpResponse<String> answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new ConnectException("Kafka Connect at " + url + " refused " + what + " (" + answer.statusCode()
                        + "): " + body.path("message").asText(answer.body()));
            }
            return body;
        } catch (IOException e) {
            throw new ConnectException(
                    url + " is not a Kafka Connect worker: it answered " + answer.statusCode() + " without JSON", e);
        }
    }
}
