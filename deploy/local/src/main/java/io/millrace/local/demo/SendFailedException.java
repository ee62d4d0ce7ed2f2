// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.demo;

/** The brokers, or a gateway, did not accept an event. */
public final class SendFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SendFailedException(String topic, Throwable cause) {
        super("an event could not be sent to " + topic + ": " + cause, cause);
    }

    SendFailedException(String address, String reason) {
        super("an event could not be sent to " + address + ": " + reason);
    }
}
