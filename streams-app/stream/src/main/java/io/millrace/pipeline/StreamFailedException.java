// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

/** Every pipeline has stopped by itself; the message says why, the cause is the failure of the last one. */
public final class StreamFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StreamFailedException(String why, Throwable cause) {
        super("The stream failed: " + why, cause);
    }
}
