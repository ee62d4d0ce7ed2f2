// SPDX-License-Identifier: Apache-2.0
package io.millrace.bench.jmh;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.millrace.bench.data.Fill;
import io.millrace.schemas.AvroBuffer;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.BatchWriter;
import io.millrace.schemas.CloseReason;
import io.millrace.schemas.Event;
import io.millrace.schemas.EventEncoding;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadFormat;
import io.millrace.schemas.WireFormat;
import io.millrace.sink.payload.AvroJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The clicks of the end-to-end runs, the same in JSON, and batches of both. */
final class Events {
    static final long FIRST_TIMESTAMP = 1_790_000_000_000L;
    static final int BATCH_SCHEMA_ID = 2;

    private static final Headers NO_HEADERS = new RecordHeaders();
    /** So few that what is measured is the step, not the way from memory to the processor's cache. */
    private static final int FEW = 64;

    private Events() {}

    /** A few clicks in the wire format of the schema {@link Fill#SCHEMA_ID}. */
    static byte[][] avro(int bytes) {
        return Arrays.copyOf(Fill.values(bytes), FEW);
    }

    /** A few JSON objects of about so many bytes; they have fewer fields than a click, as names take room. */
    static byte[][] json(int bytes) {
        return Arrays.stream(avro(bytes)).map(click -> json(click, bytes)).toArray(byte[][]::new);
    }

    private static byte[] json(byte[] click, int bytes) {
        String head = bytes < 150
                ? "{\"timestamp\":1790000000000,\"text\":\""
                : "{\"id\":\"click-5f1c03e2\",\"timestamp\":1790000000000,\"method\":\"GET\",\"path\":\"/products/17\","
                        + "\"status\":200,\"bytes\":6146,\"referrer\":null,\"text\":\"";
        int room = bytes - head.length() - 2;
        // A click ends in text.
        String text = new String(click, StandardCharsets.US_ASCII).substring(click.length - Math.min(room, bytes / 2));
        return (head + text.repeat(2).substring(0, Math.min(room, 2 * text.length())) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As many clicks as one after another are beyond the reach of a compressor's window, as plain JSON. */
    static byte[][] jsonLines(int avroBytes) {
        AvroJson converter = new AvroJson(Fill.SCHEMA);
        return Arrays.stream(Fill.values(avroBytes))
                .map(click -> converted(click, converter))
                .toArray(byte[][]::new);
    }

    private static byte[] converted(byte[] click, AvroJson converter) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            converter.write(new AvroCursor().over(click, WireFormat.PREFIX_BYTES, click.length), json);
        } catch (IOException | MalformedAvroException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** Events as {@link EventEncoding} writes them, one after another. */
    static AvroBuffer encoded(byte[][] values, int payloadFrom, int events) {
        AvroBuffer out = new AvroBuffer(events * 64);
        Event event = new Event().with(null, NO_HEADERS);
        for (int i = 0; i < events; i++) {
            byte[] value = values[i % values.length];
            EventEncoding.write(out, event.from(0, i).at(FIRST_TIMESTAMP + i).value(value, payloadFrom, value.length));
        }
        return out;
    }

    static byte[] avroBatch(int eventBytes, int events) {
        return batch(PayloadFormat.AVRO, encoded(Fill.values(eventBytes), WireFormat.PREFIX_BYTES, events), events);
    }

    /** The same events in JSON. */
    static byte[] jsonBatch(int eventBytes, int events) {
        return batch(PayloadFormat.JSON, encoded(jsonLines(eventBytes), 0, events), events);
    }

    private static byte[] batch(PayloadFormat format, AvroBuffer encoded, int events) {
        BatchWriter writer = new BatchWriter();
        writer.begin(BATCH_SCHEMA_ID, header(format, events));
        writer.block(events, encoded.bytes(), 0, encoded.size());
        return writer.finish();
    }

    static BatchHeader header(PayloadFormat format, int events) {
        return new BatchHeader(
                BatchHeader.batchId("bench.events", 0, 0, events - 1),
                "bench",
                "bench.events",
                0,
                0,
                events - 1,
                FIRST_TIMESTAMP,
                FIRST_TIMESTAMP + 3_600_000,
                null,
                format,
                format == PayloadFormat.AVRO ? Fill.SCHEMA_ID : null,
                CloseReason.EVENTS,
                events,
                200L * events,
                FIRST_TIMESTAMP,
                FIRST_TIMESTAMP + events - 1);
    }

    /** A registry in memory with the schema of the clicks. */
    static SchemaRegistryClient registry() {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        try {
            int id = registry.register("bench.events-value", new AvroSchema(Fill.SCHEMA));
            if (id != Fill.SCHEMA_ID) {
                throw new IllegalStateException("The registry calls its first schema " + id);
            }
            return registry;
        } catch (RestClientException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
