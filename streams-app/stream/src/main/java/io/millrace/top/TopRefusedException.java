// SPDX-License-Identifier: Apache-2.0
package io.millrace.top;

/** A question that is not answered; the message says why, and what can be asked instead. */
public final class TopRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final int status;

    private TopRefusedException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    static TopRefusedException invalid(String message) {
        return new TopRefusedException(BAD_REQUEST, message, null);
    }

    static TopRefusedException unknown(String message) {
        return new TopRefusedException(NOT_FOUND, message, null);
    }

    /** The same question may be answered in a moment. */
    static TopRefusedException notNow(String message, Throwable cause) {
        return new TopRefusedException(UNAVAILABLE, message, cause);
    }

    /** Of HTTP. */
    int status() {
        return status;
    }

    boolean isTemporary() {
        return status == UNAVAILABLE;
    }
}
