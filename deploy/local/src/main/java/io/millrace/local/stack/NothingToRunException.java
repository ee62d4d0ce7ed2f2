// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

/** The command asks for nothing, or for something that is not there; the message is one sentence for the operator. */
public final class NothingToRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NothingToRunException(String message) {
        super(message);
    }
}
