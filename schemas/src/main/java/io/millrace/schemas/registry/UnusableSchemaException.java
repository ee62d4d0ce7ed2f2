// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

/** The registry has answered, and its answer means that no event with this schema id can be read. The message says why. */
public final class UnusableSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableSchemaException(String message) {
        super(message);
    }
}
