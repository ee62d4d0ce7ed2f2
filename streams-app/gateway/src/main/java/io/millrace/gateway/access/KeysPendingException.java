// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.access;

/** Nobody can tell yet whether a token is valid. Has no stack trace: it may be thrown thousands of times a second. */
public final class KeysPendingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int retryAfter;
    private final boolean noneKnown;

    /** @param noneKnown whether the issuer has never told of any key, so that all tokens have to wait */
    KeysPendingException(int retryAfterSeconds, boolean noneKnown) {
        super("The issuer has not been asked for its keys since the token came", null, false, false);
        this.retryAfter = retryAfterSeconds;
        this.noneKnown = noneKnown;
    }

    /** Whether that holds for all tokens, as the issuer has never told of any key. */
    public boolean isNoneKnown() {
        return noneKnown;
    }

    /** When the issuer will have been asked, in seconds. */
    public int retryAfter() {
        return retryAfter;
    }
}
