// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

/** Not every event could be sent; the message says why, and how many the cluster has. */
final class FeedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FeedException(String message) {
        super(message);
    }

    FeedException(String message, Throwable cause) {
        super(message, cause);
    }
}
