// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

/** The same, but it may be answered soon: a destination is about to start, or has too much to do. */
public final class NotNowException extends VerificationException {
    private static final long serialVersionUID = 1L;

    public NotNowException(String message) {
        super(message);
    }

    public NotNowException(String message, Throwable cause) {
        super(message, cause);
    }
}
