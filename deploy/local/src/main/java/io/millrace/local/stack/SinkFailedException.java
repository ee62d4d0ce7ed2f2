// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

/** Connect cannot run a connector as it is configured; the message ends in Connect's reason. */
public final class SinkFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SinkFailedException(String connector, String reason) {
        super("the connector " + connector + " is not running: " + reason);
    }
}
