// SPDX-License-Identifier: Apache-2.0
package io.millrace.gateway.http;

import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.metrics.RouteMetrics;
import io.millrace.gateway.send.EventSender;
import io.millrace.gateway.send.UnacknowledgedLog;

/**
 * Where the requests for one pipeline go.
 */
public final class Route {
    private final String pipeline;
    private final boolean isAvro;
    private final boolean takesLogs;
    private final long maxAheadMs;
    private final Admission admission;
    private final EventSender sender;
    private final RouteMetrics metrics;
    private final RequestKeys keys = new RequestKeys();
    private final UnacknowledgedLog unacknowledged;

    /**
     * @param isAvro whether its events are Avro
     * @param takesLogs whether it takes OTLP logs
     * @param maxAheadMs how far a record's time may be ahead of the clock
     */
    public Route(
            String pipeline,
            boolean isAvro,
            boolean takesLogs,
            long maxAheadMs,
            Admission admission,
            EventSender sender,
            RouteMetrics metrics) {
        this.pipeline = pipeline;
        this.isAvro = isAvro;
        this.takesLogs = takesLogs;
        this.maxAheadMs = maxAheadMs;
        this.admission = admission;
        this.sender = sender;
        this.metrics = metrics;
        unacknowledged = new UnacknowledgedLog(pipeline, System.nanoTime());
    }

    public String pipeline() {
        return pipeline;
    }

    boolean isAvro() {
        return isAvro;
    }

    boolean takesLogs() {
        return takesLogs;
    }

    long maxAheadMs() {
        return maxAheadMs;
    }

    Admission admission() {
        return admission;
    }

    EventSender sender() {
        return sender;
    }

    RouteMetrics metrics() {
        return metrics;
    }

    RequestKeys keys() {
        return keys;
    }

    UnacknowledgedLog unacknowledged() {
        return unacknowledged;
    }
}
