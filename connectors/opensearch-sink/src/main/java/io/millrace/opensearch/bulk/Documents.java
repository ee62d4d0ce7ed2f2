// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.sink.payload.BatchRefusedException;
import io.millrace.sink.payload.JsonLine;
import io.millrace.sink.payload.JsonLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Makes documents of one batch's events, one after the other, in buffers that are used again. For one thread. */
public final class Documents {
    /** What is configured about documents; {@code timestampField} is empty for none. */
    public record Settings(JsonLines payloads, String id, WriteMode mode, String timestampField) {}

    private final Settings settings;
    private final BatchHeader batch;
    private final DocumentId id;
    private final EventTime time;
    private final byte[] head;
    private final BulkBody payload = new BulkBody();
    private final BulkBody stamped = new BulkBody();
    private final BulkBody action = new BulkBody();
    private JsonGenerator json;
    private JsonLine line;

    /** Throws what asking for the batch's schema throws. */
    public Documents(Settings settings, BatchHeader batch) throws Exception {
        this.settings = settings;
        this.batch = batch;
        this.id = DocumentId.of(settings.id(), batch);
        this.time = settings.timestampField().isEmpty() ? null : new EventTime(settings.timestampField());
        this.head = ("{\"" + settings.mode().action() + "\":{\"_id\":\"").getBytes(StandardCharsets.UTF_8);
        renew();
    }

    private void renew() throws Exception {
        json = JsonLines.generator(payload);
        line = settings.payloads().of(batch, payload, json);
    }

    /**
     * Makes the document of the event at the cursor. Throws {@link BatchRefusedException} when the event cannot be one; the next
     * one can all the same.
     */
    public void make(EventCursor event) throws Exception {
        payload.clear();
        try {
            line.write(event);
            json.flush();
        } catch (MalformedAvroException e) {
            renew();
            throw new BatchRefusedException(
                    DeadLetterReason.MALFORMED, "The event is no valid Avro: " + e.getMessage());
        }
        action.clear();
        action.write(head);
        id.write(event, payload, action);
        action.write('"');
        if (settings.mode() == WriteMode.EXTERNAL_VERSION) {
            action.writeText(",\"version_type\":\"external\",\"version\":");
            action.writeNumber(event.offset());
        }
        action.writeText("}}\n");
        stamp(event);
    }

    private void stamp(EventCursor event) throws IOException {
        if (time != null) {
            stamped.clear();
            time.write(payload, event.timestamp(), stamped);
        }
    }

    private BulkBody document() {
        return time == null ? payload : stamped;
    }

    /** The bytes that the document made last takes in a bulk. */
    public int size() {
        return action.size() + document().size() + 1;
    }

    /** Adds the document made last. */
    public void addTo(Bulk bulk, int event) {
        bulk.add(event, action, document());
    }
}
