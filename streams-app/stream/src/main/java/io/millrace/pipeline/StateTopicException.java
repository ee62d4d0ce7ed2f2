// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

/** The state topic cannot have the partitions of its source; the message says what to do. Stops one pipeline. */
final class StateTopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateTopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
