// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo.samples;

import io.millrace.schemas.WireFormat;
import java.util.Arrays;
import java.util.List;

/** What may be wrong with an event, so that it must become a dead letter. */
enum Flaw {
    /** A producer died in the middle of it. */
    TRUNCATED,
    /** A tombstone where none belongs. */
    NO_VALUE,
    /** The event time is a month ahead. Only where a payload field holds it: the broker itself refuses such a record timestamp. */
    FAR_AHEAD,
    /** Avro with the id of a schema that was never registered. */
    UNKNOWN_SCHEMA,
    /** Valid JSON, but a list. */
    NO_OBJECT;

    static final List<Flaw> OF_AVRO_WITH_RECORD_TIME = List.of(TRUNCATED, NO_VALUE, UNKNOWN_SCHEMA);
    static final List<Flaw> OF_AVRO = List.of(TRUNCATED, NO_VALUE, UNKNOWN_SCHEMA, FAR_AHEAD);
    static final List<Flaw> OF_JSON = List.of(TRUNCATED, NO_VALUE, NO_OBJECT, FAR_AHEAD);

    private static final int NEVER_REGISTERED = 2_000_000_000;

    /** The value with this flaw; {@link #FAR_AHEAD} is in the payload already. */
    byte[] spoil(byte[] value) {
        return switch (this) {
            case TRUNCATED -> Arrays.copyOf(value, value.length * 2 / 3);
            case NO_VALUE -> null;
            case FAR_AHEAD -> value;
            case UNKNOWN_SCHEMA -> {
                byte[] other = value.clone();
                WireFormat.writePrefix(other, NEVER_REGISTERED);
                yield other;
            }
            case NO_OBJECT -> listOf(value);
        };
    }

    private static byte[] listOf(byte[] value) {
        byte[] list = new byte[value.length + 2];
        list[0] = '[';
        System.arraycopy(value, 0, list, 1, value.length);
        list[list.length - 1] = ']';
        return list;
    }
}
