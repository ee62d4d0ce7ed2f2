// SPDX-License-Identifier: Apache-2.0
package io.millrace.s3.content;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.base.Utf8;
import io.millrace.schemas.EventCursor;
import io.millrace.sink.payload.JsonLine;
import java.io.IOException;
import org.apache.kafka.common.header.Header;

/**
 * The payload with what Kafka knew about it: {@code {"partition", "offset", "timestamp", "key", "headers": [{"name",
 * "value"}], "value"}}. Keys and header values are strings where they are UTF-8, else {@code {"base64": "…"}}, or null.
 */
record Envelope(JsonLine payload, JsonGenerator json) implements JsonLine {
    @Override
    public void write(EventCursor event) throws Exception {
        json.writeStartObject();
        json.writeNumberField("partition", event.partition());
        json.writeNumberField("offset", event.offset());
        json.writeNumberField("timestamp", event.timestamp());
        json.writeFieldName("key");
        text(event.keyLength() < 0 ? null : event.bytes(), event.keyFrom(), event.keyLength());
        json.writeArrayFieldStart("headers");
        for (Header header : event.headers()) {
            json.writeStartObject();
            json.writeStringField("name", header.key());
            json.writeFieldName("value");
            byte[] value = header.value();
            text(value, 0, value == null ? 0 : value.length);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeFieldName("value");
        payload.write(event);
        json.writeEndObject();
    }

    private void text(byte[] bytes, int from, int length) throws IOException {
        if (bytes == null) {
            json.writeNull();
        } else if (Utf8.isWellFormed(bytes, from, length)) {
            json.writeUTF8String(bytes, from, length);
        } else {
            json.writeStartObject();
            json.writeFieldName("base64");
            json.writeBinary(bytes, from, length);
            json.writeEndObject();
        }
    }
}
