// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres.copy;

import io.millrace.schemas.AvroCursor;
import io.millrace.schemas.MalformedAvroException;
import java.io.IOException;

/** Writes the Avro value at the cursor as one column: its length, and then its bytes; −1 alone for null. Thread-safe. */
interface ColumnWriter {
    void write(AvroCursor in, CopyBuffer out) throws IOException, MalformedAvroException, UnfitValueException;
}
