// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.otlp;

import java.util.HashMap;
import java.util.Map;

/** The messages of an {@code ExportLogsServiceRequest}, as far as events have something of them. */
final class Shape {
    static final Shape REQUEST = new Shape();

    private static final Shape RESOURCE_LOGS = new Shape();
    private static final Shape RESOURCE = new Shape();
    private static final Shape SCOPE_LOGS = new Shape();
    private static final Shape SCOPE = new Shape();
    private static final Shape LOG_RECORD = new Shape();
    private static final Shape KEY_VALUE = new Shape();
    private static final Shape VALUE = new Shape();
    private static final Shape LIST = new Shape();
    private static final Shape MAP = new Shape();

    static {
        REQUEST.add(1, "resourceLogs", Kind.MESSAGES, RESOURCE_LOGS);
        RESOURCE_LOGS.add(1, "resource", Kind.MESSAGE, RESOURCE);
        RESOURCE_LOGS.add(2, "scopeLogs", Kind.MESSAGES, SCOPE_LOGS);
        RESOURCE_LOGS.add(3, "schemaUrl", Kind.TEXT, null);
        RESOURCE.add(1, "attributes", Kind.MESSAGES, KEY_VALUE);
        SCOPE_LOGS.add(1, "scope", Kind.MESSAGE, SCOPE);
        SCOPE_LOGS.add(2, "logRecords", Kind.MESSAGES, LOG_RECORD);
        SCOPE_LOGS.add(3, "schemaUrl", Kind.TEXT, null);
        SCOPE.add(1, "name", Kind.TEXT, null);
        SCOPE.add(2, "version", Kind.TEXT, null);
        SCOPE.add(3, "attributes", Kind.MESSAGES, KEY_VALUE);
        LOG_RECORD.add(1, "timeUnixNano", Kind.FIXED64, null);
        LOG_RECORD.add(2, "severityNumber", Kind.INTEGER, null);
        LOG_RECORD.add(3, "severityText", Kind.TEXT, null);
        LOG_RECORD.add(5, "body", Kind.MESSAGE, VALUE);
        LOG_RECORD.add(6, "attributes", Kind.MESSAGES, KEY_VALUE);
        LOG_RECORD.add(7, "droppedAttributesCount", Kind.INTEGER, null);
        LOG_RECORD.add(8, "flags", Kind.FIXED32, null);
        LOG_RECORD.add(9, "traceId", Kind.HEX, null);
        LOG_RECORD.add(10, "spanId", Kind.HEX, null);
        LOG_RECORD.add(11, "observedTimeUnixNano", Kind.FIXED64, null);
        LOG_RECORD.add(12, "eventName", Kind.TEXT, null);
        KEY_VALUE.add(1, "key", Kind.TEXT, null);
        KEY_VALUE.add(2, "value", Kind.MESSAGE, VALUE);
        VALUE.add(1, "stringValue", Kind.TEXT, null);
        VALUE.add(2, "boolValue", Kind.BOOLEAN, null);
        VALUE.add(3, "intValue", Kind.INTEGER, null);
        VALUE.add(4, "doubleValue", Kind.DOUBLE, null);
        VALUE.add(5, "arrayValue", Kind.MESSAGE, LIST);
        VALUE.add(6, "kvlistValue", Kind.MESSAGE, MAP);
        VALUE.add(7, "bytesValue", Kind.BASE64, null);
        LIST.add(1, "values", Kind.MESSAGES, VALUE);
        MAP.add(1, "values", Kind.MESSAGES, KEY_VALUE);
    }

    private final Map<String, Field> fields = new HashMap<>();

    private Shape() {}

    private void add(int number, String name, Kind kind, Shape of) {
        fields.put(name, new Field(number, kind, of));
    }

    /** By its name in JSON; null for one that is not known, or not needed. */
    Field field(String name) {
        return fields.get(name);
    }

    /** What a field has in JSON. */
    enum Kind {
        TEXT,
        BOOLEAN,
        INTEGER,
        FIXED64,
        FIXED32,
        DOUBLE,
        BASE64,
        HEX,
        MESSAGE,
        MESSAGES
    }

    /**
     * One field of a message.
     *
     * @param of the message that it has, or null
     */
    record Field(int number, Kind kind, Shape of) {}
}
