// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;

/** What an event's payload looks like on a line. */
@FunctionalInterface
interface JsonPayload {
    /** As large as a batch may be; depth stays bounded. */
    JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** JSON as it came, with a space for each line break, which can only occur between tokens. */
    JsonPayload AS_IT_IS = JsonPayload::isAsItIs;

    /** Whether the {@code length} bytes are the payload of {@code event}. */
    boolean is(EventCursor event, byte[] line, int from, int length) throws IOException, MalformedAvroException;

    private static boolean isAsItIs(EventCursor event, byte[] line, int from, int length) {
        if (length != event.valueLength()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte b = event.bytes()[event.valueFrom() + i];
            if (line[from + i] != (b == '\n' || b == '\r' ? ' ' : b)) {
                return false;
            }
        }
        return true;
    }
}
