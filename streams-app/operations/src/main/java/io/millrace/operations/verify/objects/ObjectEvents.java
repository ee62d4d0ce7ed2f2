// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

import io.millrace.schemas.EventCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;

/** Walks through the events in the bytes of an object, in step with those of a batch. */
interface ObjectEvents extends AutoCloseable {
    /** Moves to the next event; false after the last one. */
    boolean next() throws IOException;

    /** Whether the current event is the one that {@code event} describes. To be called once for each. */
    boolean is(EventCursor event) throws IOException, MalformedAvroException;

    /** How many events follow; the object is of no more use then. */
    long countRest() throws IOException;

    @Override
    void close() throws IOException;
}
