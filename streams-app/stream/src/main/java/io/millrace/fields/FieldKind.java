// SPDX-License-Identifier: Apache-2.0
package io.millrace.fields;

/** What a field holds. */
public enum FieldKind {
    /** There is none of that name, or it is null. */
    ABSENT,
    BOOLEAN,
    /** An integer of up to 64 bits. */
    INTEGER,
    FLOAT,
    DOUBLE,
    /** In UTF-8. */
    TEXT,
    /** Bytes, or something that holds others. */
    OTHER
}
