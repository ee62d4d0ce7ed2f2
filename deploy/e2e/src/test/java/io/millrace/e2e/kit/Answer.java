// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a gateway said, and where it says that events are. */
public record Answer(int status, JsonNode body, String retryAfter, String shed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static Answer of(HttpResponse<String> response) {
        try {
            return new Answer(
                    response.statusCode(),
                    JSON.readTree(response.body()),
                    response.headers().firstValue("Retry-After").orElse(null),
                    response.headers().firstValue("Millrace-Shed").orElse(null));
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + response.body(), e);
        }
    }

    public String problem() {
        return body.path("type").asText().replace("urn:millrace:problem:", "");
    }

    /** The records it names, null where it names none. */
    public List<ConsumerRecord<byte[], byte[]>> in(TopicContent topic) {
        List<ConsumerRecord<byte[], byte[]>> named = new ArrayList<>();
        for (JsonNode place : body.path("offsets")) {
            named.add(
                    place.isNull()
                            ? null
                            : topic.at(place.get(0).intValue(), place.get(1).longValue()));
        }
        return named;
    }
}
