// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.Schemas;
import io.millrace.schemas.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
    private static final long NOW = 1_795_000_000_000L;
    private static final long LATE_BEYOND_MS = 12_000;
    private static final int MANY = 30_000;
    private static final int CLICK_SCHEMA_ID = 1;
    private static final int ORDER_SCHEMA_ID = 2;

    private static SampleEvents samples(long seed) {
        return new SampleEvents(
                new Clicks(CLICK_SCHEMA_ID), new Logs(), new Orders(ORDER_SCHEMA_ID), seed, LATE_BEYOND_MS, 100);
    }

    private static List<SampleEvent> many(long seed) {
        SampleEvents samples = samples(seed);
        return LongStream.range(0, MANY).mapToObj(i -> samples.event(i, NOW)).toList();
    }

    @Test
    void shouldMakeTheSameEventsFromTheSameSeed() {
        // When
        List<SampleEvent> once = many(7);

        // Then
        List<SampleEvent> again = many(7);
        for (int i = 0; i < MANY; i++) {
            assertThat(again.get(i).key).isEqualTo(once.get(i).key);
            assertThat(again.get(i).timestamp).isEqualTo(once.get(i).timestamp);
            assertThat(again.get(i).value).isEqualTo(once.get(i).value);
        }
        assertThat(many(8).get(0).value).isNotEqualTo(once.get(0).value);
    }

    @Test
    void shouldSendHalfClicksAThirdLogsAndTheRestOrders() {
        // When
        Map<String, Integer> counts = new HashMap<>();
        many(7).forEach(event -> counts.merge(event.pipeline.name(), 1, Integer::sum));

        // Then
        assertThat(counts).isEqualTo(Map.of("clicks", MANY / 2, "logs", MANY / 3, "orders", MANY / 6));
    }

    @Test
    void shouldGiveEveryWholeEventAnIdOfItsOwnAndRepeatOneBusinessIdInAHundred() {
        // When
        List<Map<String, String>> whole = many(7).stream()
                .map(SampleEventsTest::ids)
                .filter(ids -> !ids.isEmpty())
                .toList();

        // Then
        Set<String> ids = new HashSet<>();
        Set<String> businessIds = new HashSet<>();
        whole.forEach(event -> {
            ids.add(event.get("id"));
            businessIds.add(event.get("businessId"));
        });
        assertThat(ids).hasSize(whole.size());
        assertThat(whole.size() - businessIds.size()).isBetween(MANY / 200, MANY / 50);
        assertThat(MANY - whole.size()).isBetween(MANY / 200, MANY / 50);
    }

    @Test
    void shouldMakeOneInAHundredLate() {
        // When
        long late = many(7).stream()
                .filter(event -> event.pipeline.name().equals("clicks"))
                .filter(event -> event.timestamp < NOW - LATE_BEYOND_MS)
                .count();

        // Then
        assertThat(late).isBetween(MANY / 2 / 200L, MANY / 2 / 50L);
    }

    /** The two ids of an event that is not broken; nothing of one that is. */
    private static Map<String, String> ids(SampleEvent event) {
        try {
            return switch (event.pipeline.name()) {
                case "clicks" -> ofAvro(event, Schemas.CLICK, CLICK_SCHEMA_ID, "requestId");
                case "orders" -> ofAvro(event, Schemas.ORDER, ORDER_SCHEMA_ID, "orderId");
                default -> ofJson(event);
            };
        } catch (IOException | RuntimeException broken) {
            return Map.of();
        }
    }

    private static Map<String, String> ofAvro(SampleEvent event, Schema schema, int schemaId, String businessId)
            throws IOException {
        assertThat(WireFormat.schemaId(event.value)).isIn(schemaId, 2_000_000_000);
        if (WireFormat.schemaId(event.value) != schemaId) {
            return Map.of();
        }
        GenericRecord payload = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(event.value, 5, event.value.length - 5, null));
        boolean ahead = (long) payload.get("timestamp") > NOW;
        return ahead
                ? Map.of()
                : Map.of(
                        "id",
                        payload.get("id").toString(),
                        "businessId",
                        payload.get(businessId).toString());
    }

    private static Map<String, String> ofJson(SampleEvent event) throws IOException {
        JsonNode payload = new ObjectMapper().readTree(event.value);
        boolean good = payload.isObject() && payload.get("ts").asLong() <= NOW;
        return good
                ? Map.of(
                        "id",
                        payload.get("id").asText(),
                        "businessId",
                        payload.get("traceId").asText())
                : Map.of();
    }
}
