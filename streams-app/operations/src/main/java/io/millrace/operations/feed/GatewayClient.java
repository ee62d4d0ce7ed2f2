// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends events of one pipeline to a gateway, and repeats each request until it has a final answer: after refusals that are only for now, faults of
 * the gateway, and connections that fail. Thread-safe.
 */
public final class GatewayClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Longer than a gateway waits for Kafka. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(150);

    private static final long WITHOUT_ADVICE_MS = 1_000;
    private static final long MOST_ADVICE_S = 60;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI events;
    private final String token;
    private final Duration patience;

    /**
     * @param gateway its address, as {@code http://host:port}
     * @param token a bearer token, or null
     * @param patience for how long a request is repeated
     */
    public GatewayClient(URI gateway, String pipeline, String token, Duration patience) {
        this.events = events(gateway, pipeline);
        this.token = token;
        this.patience = patience;
    }

    private static URI events(URI gateway, String pipeline) {
        String scheme = String.valueOf(gateway.getScheme());
        if (!scheme.matches("https?") || gateway.getHost() == null) {
            throw new FeedException("The address of a gateway is like http://host:8088, not " + gateway);
        }
        try {
            String path = gateway.getPath().replaceFirst("/+$", "") + "/v1/pipelines/" + pipeline + "/events";
            return new URI(scheme, null, gateway.getHost(), gateway.getPort(), path, null, null);
        } catch (URISyntaxException e) {
            throw new FeedException("No address can be made of " + gateway + " and " + pipeline, e);
        }
    }

    /** Where the events go. */
    public URI address() {
        return events;
    }

    /**
     * What became of the events.
     *
     * @param accepted how many are in the source topic
     * @param rejected those that can never be
     */
    public record Outcome(long accepted, List<Rejected> rejected) {
        public Outcome {
            rejected = List.copyOf(rejected);
        }
    }

    /** The event at {@code index}, from 0, of a request, and why it is not taken. */
    public record Rejected(int index, String reason) {}

    /**
     * Returns when the gateway has answered with 200.
     *
     * @param lines NDJSON
     * @param key the idempotency key: one for all repetitions of these lines, and for nothing else
     * @throws FeedException for an answer that repeating does not change, or when patience is over
     */
    public Outcome send(byte[] lines, String key) throws InterruptedException {
        HttpRequest request = request(lines, key);
        long begin = System.nanoTime();
        while (true) {
            String problem;
            long waitMs = WITHOUT_ADVICE_MS;
            Exception cause = null;
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return outcome(answer.body());
                }
                problem = describe(answer);
                if (!isForNow(answer.statusCode())) {
                    throw new FeedException(problem);
                }
                waitMs = advice(answer);
            } catch (IOException e) {
                problem = "no answer from " + events + ": " + e;
                cause = e;
            }
            if (System.nanoTime() - begin + Duration.ofMillis(waitMs).toNanos() > patience.toNanos()) {
                throw new FeedException(problem + ", for " + patience.toSeconds() + " s", cause);
            }
            Thread.sleep(waitMs);
        }
    }

    private HttpRequest request(byte[] lines, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(events)
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/x-ndjson")
                .header("Idempotency-Key", '"' + key + '"')
                .POST(BodyPublishers.ofByteArray(lines));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private static boolean isForNow(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    private static long advice(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> 1_000 * Math.min(Long.parseLong(value), MOST_ADVICE_S))
                .orElse(WITHOUT_ADVICE_MS);
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Outcome outcome(String body) {
        JsonNode root = parsed(body);
        if (!root.path("accepted").isIntegralNumber()) {
            throw new FeedException("the answer is a 200, but not a gateway's");
        }
        List<Rejected> rejected = new ArrayList<>();
        for (JsonNode one : root.path("rejected")) {
            String detail = one.path("detail").asText();
            String reason = one.path("reason").asText();
            rejected.add(new Rejected(one.path("index").asInt(), detail.isEmpty() ? reason : reason + ", " + detail));
        }
        return new Outcome(root.get("accepted").asLong(), rejected);
    }

    private static String describe(HttpResponse<String> answer) {
        JsonNode problem = parsed(answer.body());
        StringBuilder text = new StringBuilder("the gateway answered ").append(answer.statusCode());
        for (String member : List.of("title", "detail")) {
            String value = problem.path(member).asText();
            text.append(value.isEmpty() ? "" : ": " + value);
        }
        return text.toString();
    }
}
