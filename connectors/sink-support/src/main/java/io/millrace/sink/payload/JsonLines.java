// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.payload;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.PayloadFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The payloads of events as lines of JSON: those in JSON as they came, those in Avro converted. Thread-safe. */
public final class JsonLines {
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private final PayloadSchemas schemas;
    private final DecimalFormat decimals;
    private final Map<Integer, AvroJson> converters = new ConcurrentHashMap<>();

    public JsonLines(PayloadSchemas schemas, DecimalFormat decimals) {
        this.schemas = schemas;
        this.decimals = decimals;
    }

    /** A generator for {@link #of}; what it holds is in {@code out} after a flush, which goes no further, and so does a close. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return JSON.createGenerator(out, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    /**
     * What writes the payload of each of the batch's events, without a line end: JSON to {@code out}, Avro through {@code json},
     * the generator for it. For one thread.
     */
    public JsonLine of(BatchHeader batch, OutputStream out, JsonGenerator json) throws Exception {
        return batch.format() == PayloadFormat.JSON ? asItIs(out) : converted(batch, json);
    }

    /** Replaces line breaks with spaces: they can only stand between tokens, since JSON strings escape them. */
    private static JsonLine asItIs(OutputStream out) {
        return event -> {
            byte[] bytes = event.bytes();
            int from = event.valueFrom();
            int end = from + event.valueLength();
            for (int at = LineBreaks.next(bytes, from, end); at < end; at = LineBreaks.next(bytes, from, end)) {
                out.write(bytes, from, at - from);
                out.write(' ');
                from = at + 1;
            }
            out.write(bytes, from, end - from);
        };
    }

    private JsonLine converted(BatchHeader batch, JsonGenerator json) throws Exception {
        Schema schema = schemas.of(batch);
        AvroJson converter = converters.computeIfAbsent(batch.schemaId(), id -> new AvroJson(schema, decimals));
        AvroCursor in = new AvroCursor();
        return event -> {
            in.over(event.bytes(), event.valueFrom(), event.valueFrom() + event.valueLength());
            converter.write(in, json);
        };
    }
}
