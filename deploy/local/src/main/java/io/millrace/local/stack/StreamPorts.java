// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.local.process.Ports;

/**
 * Where one stream process listens, on 127.0.0.1.
 *
 * @param http for probes and metrics
 * @param admin for switches of the profile
 */
public record StreamPorts(int http, int admin) {
    public static StreamPorts free() {
        return new StreamPorts(Ports.free(), Ports.free());
    }
}
