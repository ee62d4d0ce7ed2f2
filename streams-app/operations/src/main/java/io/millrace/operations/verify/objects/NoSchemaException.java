// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.objects;

/** A schema is not available, now or at all; the message is the end of a sentence about what needs it. */
final class NoSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    NoSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
