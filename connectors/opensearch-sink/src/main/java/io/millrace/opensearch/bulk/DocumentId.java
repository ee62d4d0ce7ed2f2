// SPDX-License-Identifier: Apache-2.0
package io.millrace.opensearch.bulk;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.schemas.BatchHeader;
import io.millrace.schemas.DeadLetterReason;
import io.millrace.schemas.EventCursor;
import io.millrace.sink.payload.BatchRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Where a document's id comes from. */
interface DocumentId {
    /** As it is configured. */
    String ORIGIN = "origin";

    /** The longest that OpenSearch takes; one longer id and it refuses the whole request. */
    int MOST_BYTES = 512;

    /** Writes the id as the inside of a JSON string; throws when the event has none that can be used. */
    void write(EventCursor event, BulkBody document, BulkBody out) throws IOException, BatchRefusedException;

    static DocumentId of(String key, BatchHeader batch) {
        return key.equals(ORIGIN) ? origin(batch) : field(key);
    }

    /** {@code <sourceTopic>-<partition>-<offset>}: for ever the event's own. */
    private static DocumentId origin(BatchHeader batch) {
        byte[] head = quoted(batch.sourceTopic() + '-');
        return (event, document, out) -> {
            out.write(head);
            out.writeNumber(event.partition());
            out.write('-');
            out.writeNumber(event.offset());
        };
    }

    /** A member of the document that is a string or a number. */
    private static DocumentId field(String name) {
        return (event, document, out) -> {
            String id = TopLevel.scalar(document, name);
            if (id == null || id.isEmpty()) {
                throw refused("has no string or number " + name + " for its id");
            }
            if (id.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                throw refused("has an id of more than " + MOST_BYTES + " bytes in " + name);
            }
            try {
                out.write(quoted(id));
            } catch (IllegalArgumentException e) {
                throw refused("has half a surrogate pair, which is no character, in " + name);
            }
        };
    }

    private static byte[] quoted(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(text);
    }

    private static BatchRefusedException refused(String why) {
        return new BatchRefusedException(DeadLetterReason.SINK_REJECTED, "The event " + why);
    }
}
