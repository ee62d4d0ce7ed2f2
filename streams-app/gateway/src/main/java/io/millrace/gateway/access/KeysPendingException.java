// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

/** Nobody can tell yet whether a token is valid. Has no stack trace: it may be thrown thousands of times a second. */
public final class KeysPendingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int retryAfter;

    KeysPendingException(int retryAfterSeconds) {
        super("The issuer has not been asked for its keys since the token came", null, false, false);
        this.retryAfter = retryAfterSeconds;
    }

    /** When the issuer will have been asked, in seconds. */
    public int retryAfter() {
        return retryAfter;
    }
}
