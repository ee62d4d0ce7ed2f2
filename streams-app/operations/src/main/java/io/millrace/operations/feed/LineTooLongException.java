// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.feed;

import java.io.IOException;

/** A line does not end within the size limit of an event. */
final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    LineTooLongException(int limit) {
        super("the line is longer than " + limit + " bytes, the most that the producer sends as one event"
                + " (kafka.gateway.producer.max.request.size)");
    }
}
