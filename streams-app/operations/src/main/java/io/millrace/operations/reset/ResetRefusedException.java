// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.reset;

/** A reset that must not happen, or could not be finished; the message is one sentence for the operator. */
public final class ResetRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ResetRefusedException(String message) {
        super(message);
    }
}
