// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.table;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names of tables and columns as SQL text: always quoted, so that they are what they are in Kafka and Avro. */
final class Identifiers {
    /** PostgreSQL cuts longer ones, and then two may be the same. */
    private static final int MOST_BYTES = 63;

    private Identifiers() {}

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String list(Collection<String> names) {
        return names.stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
    }

    /** Throws {@link UnfitTableException} when no table or column can be called so. */
    static void check(String name) throws UnfitTableException {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MOST_BYTES || name.indexOf('\0') >= 0) {
            throw new UnfitTableException("PostgreSQL takes names of 1 to " + MOST_BYTES
                    + " bytes for tables and columns, and \"" + name + "\" has " + bytes);
        }
    }
}
