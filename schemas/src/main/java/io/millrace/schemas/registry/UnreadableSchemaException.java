// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import org.apache.avro.AvroRuntimeException;

/** Carries a parser's complaint through the client, which swallows none that is unchecked. */
final class UnreadableSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableSchemaException(Throwable complaint) {
        super(complaint instanceof AvroRuntimeException ? complaint.getMessage() : complaint.toString(), complaint);
    }
}
