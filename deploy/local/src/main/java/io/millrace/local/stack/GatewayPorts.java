// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.stack;

import io.millrace.local.process.Ports;

/**
 * Where one gateway process listens, on 127.0.0.1.
 *
 * @param events for events
 * @param http for probes and metrics
 * @param admin for switches of the profile
 */
public record GatewayPorts(int events, int http, int admin) {
    public static GatewayPorts free() {
        return new GatewayPorts(Ports.free(), Ports.free(), Ports.free());
    }
}
