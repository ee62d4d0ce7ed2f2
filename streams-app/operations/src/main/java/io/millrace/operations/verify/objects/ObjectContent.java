// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import io.millrace.operations.verify.account.Comparison;
import io.millrace.operations.verify.account.SeenBatch;
import io.millrace.schemas.EventBatch;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import io.millrace.schemas.PayloadFormat;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Is an object what its batch says? Faults are the ends of sentences about the key; null is none. */
final class ObjectContent {
    private ObjectContent() {}

    /** Compares only the user metadata, which the writer of the object could make up. */
    static String metadataFault(SeenBatch batch, Map<String, String> metadata) {
        if (!batch.id.equals(metadata.get("batch-id"))) {
            return "has " + orNone(metadata.get("batch-id"), "batch-id") + " in its metadata";
        }
        if (!Integer.toString(batch.events).equals(metadata.get("event-count"))) {
            return "has " + orNone(metadata.get("event-count"), "event-count") + " in its metadata; the batch has "
                    + batch.events;
        }
        return metadata.containsKey("sha256") ? null : "has no sha256 in its metadata";
    }

    private static String orNone(String value, String name) {
        return value == null ? "no " + name : "the " + name + ' ' + value;
    }

    /** Compares the bytes with the metadata. */
    static String checksumFault(Map<String, String> metadata, byte[] body) {
        return sha256(body).equals(metadata.get("sha256"))
                ? null
                : "has bytes whose SHA-256 is not the one in its metadata";
    }

    /** What can be checked without the batch: the bytes are those that were written, and contain that many events. */
    static String bodyFault(long events, String key, Map<String, String> metadata, byte[] body) {
        String fault = checksumFault(metadata, body);
        if (fault != null) {
            return fault;
        }
        try (ObjectEvents in = isAvro(key) ? new AvroContainer(body) : new JsonLines(key, body, null)) {
            return countFault(in.countRest(), events);
        } catch (IOException | AvroRuntimeException e) {
            return unreadable(e);
        }
    }

    /** Walks through the events of object and batch side by side. */
    static Comparison compare(EventBatch batch, String key, byte[] body, EventSchemas schemas)
            throws MalformedAvroException {
        boolean avroEvents = batch.header().format() == PayloadFormat.AVRO;
        try {
            if (isAvro(key) && !avroEvents) {
                return new Comparison.Different("is an Avro file; the batch has JSON events");
            }
            Schema schema = avroEvents ? schemas.of(batch.header().schemaId()) : null;
            if (!isAvro(key)) {
                return Comparison.of(fault(
                        batch, new JsonLines(key, body, avroEvents ? new AvroAsJson(schema) : JsonPayload.AS_IT_IS)));
            }
            AvroContainer container = new AvroContainer(body);
            return container.isOf(schema)
                    ? Comparison.of(fault(batch, container))
                    : new Comparison.Different("has a schema other than the registry's "
                            + batch.header().schemaId());
        } catch (NoSchemaException e) {
            return new Comparison.NotMade(e.getMessage());
        } catch (IOException | AvroRuntimeException e) {
            return new Comparison.Different(unreadable(e));
        }
    }

    private static String fault(EventBatch batch, ObjectEvents object) throws IOException, MalformedAvroException {
        try (object) {
            EventCursor event = batch.events();
            long events = 0;
            for (; event.next(); events++) {
                if (!object.next()) {
                    return countFault(events, batch.header().eventCount());
                }
                if (!object.is(event)) {
                    return "holds at position " + (events + 1) + " something other than the event of offset "
                            + event.offset();
                }
            }
            return countFault(events + object.countRest(), events);
        }
    }

    private static String countFault(long held, long events) {
        return held == events ? null : "holds " + held + " events; the batch has " + events;
    }

    private static String unreadable(Exception e) {
        return "cannot be read to its end: " + e.getClass().getSimpleName();
    }

    private static boolean isAvro(String key) {
        return key.endsWith(ObjectLayout.AVRO);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
