// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.gateway.answer.Refusal;
import io.millrace.gateway.frame.Items;
import io.millrace.gateway.frame.MalformedFrameException;
import io.millrace.gateway.frame.TooManyItemsException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The events of one {@code ExportLogsServiceRequest}. A record that cannot be read, or is too large, spoils no other. */
final class LogEvents {
    private static final int RESOURCE_LOGS = 1;
    private static final int RESOURCE = 1;
    private static final int SCOPE_LOGS = 2;
    private static final int SCOPE = 1;
    private static final int LOG_RECORDS = 2;
    private static final int SCHEMA_URL = 3;

    private final long arrival;
    private final Items items;
    private final Growing out;
    private final EventJson scratch;

    private LogEvents(Room room, long arrival) {
        this.arrival = arrival;
        items = new Items(room.mostItems());
        out = new Growing(room);
        scratch = new EventJson(room.mostItemBytes());
    }

    static Items of(Message request, Room room, long arrival) throws MalformedFrameException, Refusal {
        LogEvents events = new LogEvents(room, arrival);
        try {
            while (request.next()) {
                if (request.is(RESOURCE_LOGS, Message.BYTES)) {
                    events.addResource(request.message());
                }
            }
        } catch (IOException e) {
            // There is no stream behind any of it.
            throw new UncheckedIOException(e);
        }
        events.items.heldIn(events.out.bytes());
        return events.items;
    }

    /** Fields have no order: what the records need may come after them. */
    private void addResource(Message logs) throws IOException, MalformedFrameException, Refusal {
        Message resource = null;
        Message schema = null;
        Message scopes = logs.again();
        while (logs.next()) {
            resource = logs.is(RESOURCE, Message.BYTES) ? logs.message() : resource;
            schema = logs.is(SCHEMA_URL, Message.BYTES) ? logs.message() : schema;
        }
        while (scopes.next()) {
            if (scopes.is(SCOPE_LOGS, Message.BYTES)) {
                addScope(scopes.message(), resource, schema);
            }
        }
    }

    private void addScope(Message logs, Message resource, Message resourceSchema)
            throws IOException, MalformedFrameException, Refusal {
        Message scope = null;
        Message schema = null;
        Message records = logs.again();
        while (logs.next()) {
            scope = logs.is(SCOPE, Message.BYTES) ? logs.message() : scope;
            schema = logs.is(SCHEMA_URL, Message.BYTES) ? logs.message() : schema;
        }
        Origin origin = origin(resource, resourceSchema, scope, schema);
        while (records.next()) {
            if (records.is(LOG_RECORDS, Message.BYTES)) {
                addRecord(records.message(), origin);
            }
        }
    }

    /** Null for one that makes each event too large. */
    private Origin origin(Message resource, Message resourceSchema, Message scope, Message schema) throws IOException {
        try {
            return Origin.of(scratch, resource == null ? null : resource.again(), resourceSchema, scope, schema);
        } catch (EventJson.TooLargeException e) {
            return null;
        }
    }

    private void addRecord(Message record, Origin origin) throws IOException, TooManyItemsException, Refusal {
        if (origin == null) {
            items.addTooLarge();
        } else if (origin.fault() != null) {
            items.addMalformed(origin.fault());
        } else {
            addEvent(record, origin);
        }
    }

    private void addEvent(Message record, Origin origin) throws IOException, TooManyItemsException, Refusal {
        try (JsonGenerator json = scratch.begin()) {
            new LogRecord(record).write(json, origin, arrival);
        } catch (EventJson.TooLargeException e) {
            items.addTooLarge();
            return;
        } catch (MalformedFrameException e) {
            items.addMalformed(e.getMessage());
            return;
        }
        int from = out.length();
        out.append(scratch.bytes(), scratch.length());
        items.add(from, out.length());
    }
}
