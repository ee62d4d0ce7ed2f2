package io.millrace.local.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The connectors of one worker, through its REST interface. */
final class Connectors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REBALANCE_LIMIT = Duration.ofMinutes(3);
    private static final int NOT_FOUND = 404;
    private static final int REBALANCING = 409;

    private final Rest rest;

    Connectors(Rest rest) {
        this.rest = rest;
    }

    void put(String name, Map<String, String> config) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        Await.await(REBALANCE_LIMIT, () -> {
            answers.add(sendConfig(name, config));
            return last(answers).statusCode() != REBALANCING;
        });
        if (last(answers).statusCode() / 100 != 2) {
            throw new IllegalArgumentException("Connect refused the connector " + name + ": "
                    + last(answers).body());
        }
    }

    Optional<ConnectorStatus> status(String name) {
        try {
            HttpResponse<String> answer = rest.get("/connectors/" + name + "/status");
            if (answer.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Connect gave no status of " + name + ": " + answer.body());
            }
            return Optional.of(read(JSON.readTree(answer.body())));
        } catch (IOException e) {
            throw new UncheckedIOException("Connect gave no status of " + name, e);
        }
    }

    private static ConnectorStatus read(JsonNode status) {
        List<JsonNode> tasks = new ArrayList<>();
        status.path("tasks").forEach(tasks::add);
        JsonNode connector = status.path("connector");
        String trace = Stream.concat(Stream.of(connector), tasks.stream())
                .map(part -> part.path("trace").asText())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return new ConnectorStatus(
                connector.path("state").asText(),
                tasks.stream().map(task -> task.path("state").asText()).toList(),
                trace);
    }

    private HttpResponse<String> sendConfig(String name, Map<String, String> config) {
        try {
            return rest.put("/connectors/" + name + "/config", JSON.writeValueAsString(config));
        } catch (IOException e) {
            throw new UncheckedIOException("Connect did not take the connector " + name, e);
        }
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
