// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.instances;

/** A process that does not answer, or refuses; the message names it. */
public final class InstanceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InstanceException(String message) {
        super(message);
    }

    InstanceException(String message, Throwable cause) {
        super(message, cause);
    }
}
