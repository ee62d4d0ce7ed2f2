// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline.start;

/** A start that must not happen: the message is one clear sentence for the operator. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
