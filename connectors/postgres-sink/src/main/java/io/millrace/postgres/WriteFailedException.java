// SPDX-License-Identifier: Apache-2.0
package io.millrace.postgres;

/** A batch was not written, or nobody knows whether it was; {@link PostgresFailures} classifies the cause. */
final class WriteFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    WriteFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
