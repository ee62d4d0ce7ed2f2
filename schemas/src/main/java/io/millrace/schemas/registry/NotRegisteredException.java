// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

/** A schema could not be registered; the message is one sentence for the operator. */
public final class NotRegisteredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRegisteredException(String message, Throwable cause) {
        super(message, cause);
    }
}
