// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;
import java.util.List;

/** What of an event's payload goes into columns, and how. One for each schema; thread-safe. */
public interface PayloadColumns {
    /**
     * A column that a table should have for it.
     *
     * @param sqlType as in CREATE TABLE
     */
    record Wanted(String name, String sqlType) {}

    /** Writes the payload of one event, column by column. */
    interface Writer {
        /** Reads the payload as a slice of the event, or value by value with {@code in}, which stands before it. */
        void write(EventCursor event, AvroCursor in, CopyBuffer out)
                throws IOException, MalformedAvroException, UnfitValueException;
    }

    /** In the order in which {@link Writer} writes them. */
    List<Wanted> wanted();

    /**
     * A writer for a table's own types. Throws {@link UnfitColumnException} when one of them cannot hold its values.
     *
     * @param types in the order of {@link #wanted()}; null for a column that the table does not have, which is left out
     */
    Writer bind(List<ColumnType> types) throws UnfitColumnException;
}
