// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.verify.topics;

/** It could not be determined whether anything is wrong; the message is one sentence for the operator. */
public class VerificationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VerificationException(String message) {
        super(message);
    }

    public VerificationException(String message, Throwable cause) {
        super(message, cause);
    }
}
