// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.gateway.frame.MalformedFrameException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the log records of one scope have in common, as members of their events' JSON. */
final class Origin {
    private static final String SERVICE = "service";
    private static final String SERVICE_NAME = "service.name";
    private static final int RESOURCE_ATTRIBUTES = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING = 1;
    private static final int NAME = 1;
    private static final int VERSION = 2;
    private static final int SCOPE_ATTRIBUTES = 3;

    private final SerializedString members;
    private final String fault;

    private Origin(SerializedString members, String fault) {
        this.members = members;
        this.fault = fault;
    }

    /**
     * That of records which are in both; any of them may be null.
     *
     * @throws EventJson.TooLargeException when no event of this origin can be small enough
     */
    static Origin of(EventJson scratch, Message resource, Message resourceSchema, Message scope, Message schema)
            throws IOException {
        try (JsonGenerator json = scratch.begin()) {
            json.writeStartObject();
            writeResource(json, resource, resourceSchema);
            writeScope(json, scope, schema);
            json.writeEndObject();
        } catch (MalformedFrameException e) {
            return new Origin(null, "in the resource or scope, " + e.getMessage());
        }
        String object = new String(scratch.bytes(), 0, scratch.length(), StandardCharsets.UTF_8);
        String inside = object.substring(1, object.length() - 1);
        return new Origin(new SerializedString(inside.isEmpty() ? "" : ',' + inside), null);
    }

    private static void writeResource(JsonGenerator json, Message resource, Message schema)
            throws IOException, MalformedFrameException {
        if (resource != null) {
            String service = service(resource.again());
            if (service != null) {
                json.writeStringField(SERVICE, service);
            }
            json.writeFieldName("resource");
            Values.writeMap(json, resource, RESOURCE_ATTRIBUTES);
        }
        Values.writeText(json, "resourceSchemaUrl", schema);
    }

    private static void writeScope(JsonGenerator json, Message scope, Message schema)
            throws IOException, MalformedFrameException {
        if (scope != null && scope.length() > 0) {
            Message name = null;
            Message version = null;
            Message attributes = scope.again();
            while (scope.next()) {
                name = scope.is(NAME, Message.BYTES) ? scope.message() : name;
                version = scope.is(VERSION, Message.BYTES) ? scope.message() : version;
            }
            json.writeObjectFieldStart("scope");
            Values.writeText(json, "name", name);
            Values.writeText(json, "version", version);
            json.writeFieldName("attributes");
            Values.writeMap(json, attributes, SCOPE_ATTRIBUTES);
            json.writeEndObject();
        }
        Values.writeText(json, "schemaUrl", schema);
    }

    /** Rules and groups name top-level fields, and this is the one that most of them want. */
    private static String service(Message resource) throws MalformedFrameException {
        String service = null;
        while (resource.next()) {
            if (resource.is(RESOURCE_ATTRIBUTES, Message.BYTES)) {
                Message pair = resource.message();
                boolean isName = false;
                Message value = null;
                while (pair.next()) {
                    isName |=
                            pair.is(KEY, Message.BYTES) && pair.message().text().equals(SERVICE_NAME);
                    value = pair.is(VALUE, Message.BYTES) ? pair.message() : value;
                }
                while (isName && value != null && value.next()) {
                    service = value.is(STRING, Message.BYTES) ? value.message().text() : service;
                }
            }
        }
        return service;
    }

    /** Why it cannot be read, and with it none of its records; null if it can. */
    String fault() {
        return fault;
    }

    /** Each with a comma before it. */
    SerializedString members() {
        return members;
    }
}
