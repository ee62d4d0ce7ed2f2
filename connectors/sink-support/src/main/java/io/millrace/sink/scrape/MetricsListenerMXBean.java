// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.scrape;

/** The listener of a worker, as {@code io.millrace:type=metrics-listener}. */
public interface MetricsListenerMXBean {
    /** Where it listens. */
    int getPort();
}
