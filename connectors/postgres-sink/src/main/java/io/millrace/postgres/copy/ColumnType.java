// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import java.util.Set;

/**
 * The type of a table's column, as far as binary COPY needs to know it.
 *
 * @param name as in {@code pg_type.typname}, of a domain's base type; {@value #ENUM} for every enum, {@value #ARRAY} for every array
 * @param oid of the type itself
 * @param element of an array's items, else null
 */
public record ColumnType(String name, int oid, ColumnType element) {
    public static final String ENUM = "enum";
    public static final String ARRAY = "array";

    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "citext", ENUM);

    boolean isText() {
        return TEXTS.contains(name);
    }

    boolean isJson() {
        return name.equals("jsonb") || name.equals("json");
    }

    boolean is(String other) {
        return name.equals(other);
    }

    @Override
    public String toString() {
        return element == null ? name : element + "[]";
    }
}
