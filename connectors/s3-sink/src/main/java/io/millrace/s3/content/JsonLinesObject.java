// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.PayloadFormat;
import io.millrace.sink.payload.DecimalFormat;
import io.millrace.sink.payload.JsonLine;
import io.millrace.sink.payload.JsonLines;
import io.millrace.sink.payload.PayloadSchemas;
import java.io.OutputStream;

/** Packed JSON Lines: one line an event, in order. */
public final class JsonLinesObject implements ObjectFormat {
    private final JsonLines payloads;
    private final Compression compression;
    private final boolean envelope;

    public JsonLinesObject(PayloadSchemas schemas, Compression compression, boolean envelope) {
        this(schemas, compression, envelope, DecimalFormat.BASE64);
    }

    JsonLinesObject(PayloadSchemas schemas, Compression compression, boolean envelope, DecimalFormat decimals) {
        this.payloads = new JsonLines(schemas, decimals);
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
                JsonGenerator json = JsonLines.generator(lines)) {
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

    private JsonLine line(BatchHeader batch, OutputStream out, JsonGenerator json) throws Exception {
        JsonLine payload = payloads.of(batch, out, json);
        if (!envelope) {
            return payload;
        }
        return new Envelope(batch.format() == PayloadFormat.JSON ? past(json, payload) : payload, json);
    }

    /** Tells the generator of a value that goes past it, and has it write what comes before. */
    private static JsonLine past(JsonGenerator json, JsonLine value) {
        return event -> {
            json.writeRawValue("");
            json.flush();
            value.write(event);
        };
    }
}
