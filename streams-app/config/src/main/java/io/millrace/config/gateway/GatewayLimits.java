// SPDX-License-Identifier: Apache-2.0
package io.millrace.config.gateway;

import java.time.Duration;

/**
 * What one client may ask of a gateway.
 *
 * @param maxBytes of a body, after decompression
 * @param maxItems events in a request
 * @param maxRatio how many times its size a body may unpack to
 * @param minBytesPerSecond of a body on its way; 0 for any
 * @param headerBytes of a request's header section
 * @param idle how long a connection may be silent
 */
public record GatewayLimits(
        int maxBytes,
        int maxItems,
        int maxRatio,
        int minBytesPerSecond,
        int headerBytes,
        int connections,
        Duration idle) {
    /** What an event on its way takes of the heap beside its own bytes, about; it counts as bytes in flight. */
    public static final int EVENT_BYTES = 256;

    /** How many times {@link #maxBytes} the events may have that the log records of one OTLP request become. */
    public static final int EVENT_FACTOR = 2;

    /** The most that a request of OTLP logs may take. */
    long mostBytesOfLogs() {
        return (long) EVENT_FACTOR * maxBytes + (long) maxItems * EVENT_BYTES;
    }

    /** The most that a request may take. */
    long mostBytes() {
        return maxBytes + (long) maxItems * EVENT_BYTES;
    }
}
