// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.PayloadFormat;
import io.millrace.sink.payload.AvroJson;
import io.millrace.sink.payload.DecimalFormat;
import io.millrace.sink.payload.PayloadSchemas;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Packed JSON Lines: one line an event, in order. */
public final class JsonLinesObject implements ObjectFormat {
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private final PayloadSchemas schemas;
    private final Compression compression;
    private final boolean envelope;
    private final DecimalFormat decimals;
    private final Map<Integer, AvroJson> converters = new ConcurrentHashMap<>();

    public JsonLinesObject(PayloadSchemas schemas, Compression compression, boolean envelope) {
        this(schemas, compression, envelope, DecimalFormat.BASE64);
    }

    JsonLinesObject(PayloadSchemas schemas, Compression compression, boolean envelope, DecimalFormat decimals) {
        this.decimals = decimals;
        this.schemas = schemas;
        this.compression = compression;
        this.envelope = envelope;
    }

    @Override
    public String name() {
        return ObjectContent.JSONL;
    }

    @Override
    public String suffix() {
        return ".jsonl" + compression.suffix();
    }

    /** Without Content-Encoding, because clients that see one unpack the object and store a .gz file that is not gzip. */
    @Override
    public String contentType() {
        return compression.contentType();
    }

    @Override
    public ObjectBytes encode(EventBatch batch) throws Exception {
        ObjectBytes object = new ObjectBytes();
        try (OutputStream lines = new LineBuffer(compression.into(object));
                JsonGenerator json = generator(lines)) {
            JsonLine line = line(batch.header(), lines, json);
            EventCursor event = batch.events();
            while (event.next()) {
                line.write(event);
                json.flush();
                lines.write('\n');
            }
        }
        return object;
    }

    private static JsonGenerator generator(OutputStream out) throws IOException {
        return JSON.createGenerator(out, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    private JsonLine line(BatchHeader batch, OutputStream out, JsonGenerator json) throws Exception {
        if (batch.format() == PayloadFormat.JSON) {
            return envelope ? new Envelope(past(json, asItIs(out)), json) : asItIs(out);
        }
        JsonLine payload = converted(batch, json);
        return envelope ? new Envelope(payload, json) : payload;
    }

    /** Tells the generator of a value that goes past it, and has it write what comes before. */
    private static JsonLine past(JsonGenerator json, JsonLine value) {
        return event -> {
            json.writeRawValue("");
            json.flush();
            value.write(event);
        };
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
