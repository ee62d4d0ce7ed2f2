// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.instances;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.instance.InstanceStatus;
import io.millrace.instance.SwitchRequest;
import io.millrace.profile.Profile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One process, seen from elsewhere. */
public final class InstanceClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    /** A switch is checked against the cluster before it is answered. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String url;
    private final String token;

    /** @param url {@code http://host:port} of its endpoint */
    public InstanceClient(String url, String token) {
        this.url = url.replaceFirst("/+$", "");
        this.token = token;
    }

    public String url() {
        return url;
    }

    /** Throws {@link InstanceException} when there is no answer. */
    public InstanceStatus status() {
        return read(send(request().GET()));
    }

    /** The process starts to switch; throws {@link InstanceException} when it refuses. */
    public InstanceStatus switchTo(Profile profile) {
        try {
            String body = JSON.writeValueAsString(new SwitchRequest(profile.name(), profile.values()));
            return read(
                    send(request().header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body))));
        } catch (IOException e) {
            throw new InstanceException(url + ": " + e, e);
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(url + InstanceStatus.PATH))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new InstanceException(url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InstanceException("Interrupted while asking " + url, e);
        }
    }

    private InstanceStatus read(HttpResponse<String> answer) {
        try {
            if (answer.statusCode() / 100 == 2) {
                return JSON.readValue(answer.body(), InstanceStatus.class);
            }
            JsonNode problem = JSON.readTree(answer.body());
            throw new InstanceException(url + " refused (" + answer.statusCode() + "): "
                    + problem.path("problem").asText(answer.body()));
        } catch (IOException e) {
            throw new InstanceException(
                    url + " is not a stream process of this release: it answered " + answer.statusCode()
                            + " with something other than JSON",
                    e);
        }
    }
}
