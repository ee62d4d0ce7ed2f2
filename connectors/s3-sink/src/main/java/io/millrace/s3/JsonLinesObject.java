// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Gzip'd JSON Lines: one line an event, in order. */
final class JsonLinesObject implements ObjectFormat {
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private final PayloadSchemas schemas;
    private final int level;
    private final boolean envelope;
    private final DecimalFormat decimals;
    private final Map<Integer, AvroJson> converters = new ConcurrentHashMap<>();

    JsonLinesObject(PayloadSchemas schemas, int level, boolean envelope) {
        this(schemas, level, envelope, DecimalFormat.BASE64);
    }

    JsonLinesObject(PayloadSchemas schemas, int level, boolean envelope, DecimalFormat decimals) {
        this.decimals = decimals;
        this.schemas = schemas;
        this.level = level;
        this.envelope = envelope;
    }

    @Override
    public String name() {
        return S3SinkConfig.JSONL;
    }

    @Override
    public String suffix() {
        return ".jsonl.gz";
    }

    /** Without Content-Encoding, because clients that see one unpack the object and store a .gz file that is not gzip. */
    @Override
    public String contentType() {
        return "application/gzip";
    }

    @Override
    public byte[] encode(EventBatch batch) throws Exception {
        ByteArrayOutputStream object = new ByteArrayOutputStream(64 * 1024);
        try (GzipStream gzip = new GzipStream(object, level);
                JsonGenerator json = generator(gzip)) {
            JsonLine line = line(batch.header(), gzip, json);
            EventCursor event = batch.events();
            while (event.next()) {
                line.write(event);
                json.flush();
                gzip.write('\n');
            }
            gzip.finish();
        }
        return object.toByteArray();
    }

    private static JsonGenerator generator(OutputStream out) throws IOException {
        return JSON.createGenerator(out, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    private JsonLine line(BatchHeader batch, OutputStream out, JsonGenerator json) throws Exception {
        JsonLine payload = batch.format() == PayloadFormat.JSON ? asItIs(out, json) : converted(batch, json);
        return envelope ? new Envelope(payload, json) : payload;
    }

    /** Replaces line breaks with spaces: they can only stand between tokens, since JSON strings escape them. */
    private static JsonLine asItIs(OutputStream out, JsonGenerator json) {
        return event -> {
            // Flush what the generator has written so far, for the value goes past it.
            json.writeRawValue("");
            json.flush();
            int end = event.valueFrom() + event.valueLength();
            int from = event.valueFrom();
            for (int at = from; at < end; at++) {
                byte b = event.bytes()[at];
                if (b == '\n' || b == '\r') {
                    out.write(event.bytes(), from, at - from);
                    out.write(' ');
                    from = at + 1;
                }
            }
            out.write(event.bytes(), from, end - from);
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
